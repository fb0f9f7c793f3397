package gallery.handlers.build;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a function answers. */
record Outcome(Status status, ImageTag imageTag, Optional<String> buildId) {

    /** The words of the answer; the first three are the trigger's, the others those of the status function. */
    enum Status {
        /** A build was started. */
        STARTED,
        /** A build of the tag was running already. */
        RUNNING,
        /** The repository held the image already. */
        PRESENT,
        /** The image is there. */
        SUCCEEDED,
        /** Still building; ask again. */
        IN_PROGRESS
    }

    static Outcome of(Status status, ImageTag imageTag, Build build) {
        return new Outcome(status, imageTag, Optional.of(build.id()));
    }

    static Outcome withoutBuild(Status status, ImageTag imageTag) {
        return new Outcome(status, imageTag, Optional.empty());
    }

    /** As JSON; {@code buildId} is absent when there is none. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status.name());
        json.put("imageTag", imageTag.value());
        buildId.ifPresent(id -> json.put("buildId", id));
        return json;
    }
}
