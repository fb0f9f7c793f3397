package gallery.stacks.inference;

import gallery.environments.ImagePrefix;
import gallery.environments.Inference.Mode;
import gallery.environments.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of the image bucket a model's pictures come from and go to.
 *
 * @param pictures what the container reads
 * @param results what the container writes
 * @param requests what SageMaker itself reads
 * @param answers what SageMaker itself writes
 */
record ObjectAccess(
        List<ImagePrefix> pictures, List<ImagePrefix> results, List<ImagePrefix> requests, List<ImagePrefix> answers) {

    ObjectAccess {
        pictures = List.copyOf(pictures);
        results = List.copyOf(results);
        requests = List.copyOf(requests);
        answers = List.copyOf(answers);
    }

    /**
     * What a model needs.
     *
     * @param restored whether GFPGAN follows; without it FaceChain's picture is the result
     */
    static ObjectAccess of(Model model, Mode mode, boolean restored) {
        boolean queued = mode == Mode.ASYNC;
        return new ObjectAccess(
                switch (model) {
                    case FACECHAIN -> List.of(ImagePrefix.BASE_IMAGE, ImagePrefix.FACE_CROPPED);
                    case GFPGAN -> List.of(ImagePrefix.FACE_SWAPPED);
                },
                switch (model) {
                    case FACECHAIN ->
                        restored
                                ? List.of(ImagePrefix.FACE_SWAPPED)
                                : List.of(ImagePrefix.FACE_SWAPPED, ImagePrefix.RESULTS);
                    case GFPGAN -> List.of(ImagePrefix.RESULTS);
                },
                queued ? List.of(ImagePrefix.INFERENCE_INPUT) : List.of(),
                queued ? List.of(ImagePrefix.INFERENCE_OUTPUT, ImagePrefix.INFERENCE_FAILURE) : List.of());
    }

    List<ImagePrefix> read() {
        return joined(requests, pictures);
    }

    List<ImagePrefix> written() {
        return joined(results, answers);
    }

    private static List<ImagePrefix> joined(List<ImagePrefix> first, List<ImagePrefix> second) {
        List<ImagePrefix> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
