package gallery.handlers.build;

import java.time.Instant;
import java.util.Optional;

/**
 * A build of the project, as far as these functions care.
 *
 * @param id {@code <project>:<uuid>}
 * @param imageTag the build's {@code IMAGE_TAG} variable; empty when it has none
 * @param status CodeBuild's own word, such as {@code TIMED_OUT}
 * @param phase the phase it is in, or ended in
 * @param failure the phase that failed and what it said; empty while nothing has failed
 * @param logLink where a browser shows its log
 */
record Build(
        String id,
        Optional<String> imageTag,
        String status,
        Instant started,
        String phase,
        Optional<FailedPhase> failure,
        Optional<String> logLink) {

    /** A phase that failed and CodeBuild's words for it. */
    record FailedPhase(String phase, String message) {}

    boolean isOf(ImageTag tag) {
        return imageTag.filter(tag.value()::equals).isPresent();
    }

    /** Whether the build says that it makes another image. */
    boolean isOfAnotherThan(ImageTag tag) {
        return imageTag.filter(value -> !value.equals(tag.value())).isPresent();
    }

    boolean isRunning() {
        return status.equals("IN_PROGRESS");
    }

    boolean hasSucceeded() {
        return status.equals("SUCCEEDED");
    }
}
