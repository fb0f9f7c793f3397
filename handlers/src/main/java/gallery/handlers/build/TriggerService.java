package gallery.handlers.build;

import gallery.handlers.build.Outcome.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Starts the build of an image tag, unless a build of it is running or the repository holds the image.
 *
 * <p>Builds are looked at before the repository: a build that ends in between has then left its image there.
 *
 * <p>Two triggers at the same time may both find nothing. They send the same idempotency token, and CodeBuild answers
 * the second with the first one's build. A token is valid for five minutes; so that a failed build can be repeated
 * within them, the token covers the id of the newest build of the tag that has ended.
 *
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html">StartBuild</a>
 */
final class TriggerService {

    /**
     * How far back a build can lie that is still running: 8 hours in the queue and 36 hours of work at most.
     *
     * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html">CodeBuild quotas</a>
     */
    static final Duration LONGEST_BUILD = Duration.ofHours(44);

    private final String project;
    private final Builds builds;
    private final BuildStarter starter;
    private final Images images;
    private final Clock clock;

    TriggerService(String project, Builds builds, BuildStarter starter, Images images, Clock clock) {
        this.project = project;
        this.builds = builds;
        this.starter = starter;
        this.images = images;
        this.clock = clock;
    }

    Outcome trigger(ImageTag tag) {
        Instant oldest = clock.instant().minus(LONGEST_BUILD);
        List<Build> recent = builds.newestFirst()
                .takeWhile(build -> build.started().isAfter(oldest))
                .filter(build -> build.isOf(tag))
                .toList();
        for (Build build : recent) {
            if (build.isRunning()) {
                return Outcome.of(Status.RUNNING, tag, build);
            }
        }
        if (images.hold(tag)) {
            return Outcome.withoutBuild(Status.PRESENT, tag);
        }
        String newest = recent.isEmpty() ? "" : recent.get(0).id();
        return Outcome.of(Status.STARTED, tag, starter.start(tag, token(tag, newest)));
    }

    private String token(ImageTag tag, String newestBuild) {
        String text = String.join("\n", project, tag.value(), newestBuild);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
