package gallery.handlers.api;

import gallery.handlers.process.Displays;
import gallery.handlers.process.FinishedImage;
import gallery.handlers.process.ImageProcess;
import gallery.handlers.process.Processes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds a user's newest finished image. */
final class RetrievalService {

    /** The status of a user who has never asked for an image, or whose images are all expired. */
    private static final String NONE = "NONE";

    private final Displays displays;
    private final Processes processes;
    private final Links links;

    RetrievalService(Displays displays, Processes processes, Links links) {
        this.displays = displays;
        this.processes = processes;
        this.links = links;
    }

    /** Answers {@code {imageUrl, story, theme, gender, skin, uuid, userId}}, or 404 and how far the newest image is. */
    Answer retrieve(ApiRequest request) {
        String userId = request.userOfPath();
        Optional<FinishedImage> finished = displays.newest(userId);
        Map<String, Object> body = new LinkedHashMap<>();
        if (finished.isPresent()) {
            FinishedImage image = finished.get();
            body.put("imageUrl", links.download(image.resultKey()));
            body.put("story", image.story());
            body.put("theme", image.choice().theme());
            body.put("gender", image.choice().gender());
            body.put("skin", image.choice().skin());
            body.put("uuid", image.id().value());
            body.put("userId", userId);
            return Answer.ok(body);
        }
        body.put("error", "no image is finished yet");
        body.put("status", status(userId));
        body.put("requestId", request.requestId());
        return new Answer(404, body);
    }

    private String status(String userId) {
        return displays.newestUpload(userId)
                .flatMap(processes::find)
                .map(ImageProcess::status)
                .map(Enum::name)
                .orElse(NONE);
    }
}
