package gallery.handlers.build;

import gallery.handlers.build.Build.FailedPhase;
import gallery.handlers.build.Outcome.Status;
import gallery.handlers.function.AwsClientSettings;
import gallery.handlers.function.FunctionLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Waits for a build: the one whose id is given, unless that one makes another image, else the newest of the tag.
 *
 * <p>The repository has the last word. A failed build of a tag whose image is there, from a build before or after it, is
 * no failure: the image is all that the caller waits for, and its tag is a digest of its sources.
 */
final class StatusService {

    /** Between two looks at a build; builds take minutes, and CodeBuild throttles impatient callers. */
    static final Duration POLL_INTERVAL = Duration.ofSeconds(15);

    /** Kept free at the end: for two more requests to AWS at their slowest, and the answer. */
    static final Duration MARGIN =
            AwsClientSettings.SLOWEST_REQUEST.multipliedBy(2).plusSeconds(5);

    private final Builds builds;
    private final Images images;
    private final Clock clock;
    private final Sleeper sleeper;

    StatusService(Builds builds, Images images, Clock clock, Sleeper sleeper) {
        this.builds = builds;
        this.images = images;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Returns when the image is there, or with {@link Status#IN_PROGRESS} shortly before {@code deadline}.
     *
     * @param deadline when Lambda stops this function
     * @throws BuildFailedException when the build failed and there is no image
     * @throws BuildMissingException when there is neither a build nor an image
     * @throws BuildUnfinishedException when time is up and the request is the last one
     */
    Outcome await(StatusRequest request, Instant deadline, FunctionLog log) throws InterruptedException {
        ImageTag tag = request.imageTag();
        Optional<Build> found = find(request);
        String phase = "";
        while (found.isPresent()) {
            Build build = found.get();
            if (!build.isRunning()) {
                return ended(build, tag);
            }
            if (!build.phase().equals(phase)) {
                phase = build.phase();
                log.info("build is in phase " + phase, "buildId", build.id());
            }
            if (clock.instant().plus(POLL_INTERVAL).plus(MARGIN).isAfter(deadline)) {
                return timeIsUp(build, request);
            }
            sleeper.sleep(POLL_INTERVAL);
            found = builds.find(build.id());
        }
        if (images.hold(tag)) {
            return Outcome.withoutBuild(Status.SUCCEEDED, tag);
        }
        throw new BuildMissingException("there is neither a build nor an image of " + tag
                + "; put its sources into the source bucket again to build it");
    }

    private Optional<Build> find(StatusRequest request) {
        ImageTag tag = request.imageTag();
        return request.buildId()
                .flatMap(builds::find)
                .filter(build -> !build.isOfAnotherThan(tag))
                .or(() -> builds.newestFirst().filter(build -> build.isOf(tag)).findFirst());
    }

    private Outcome ended(Build build, ImageTag tag) {
        if (build.hasSucceeded()) {
            return Outcome.of(Status.SUCCEEDED, tag, build);
        }
        if (images.hold(tag)) {
            return Outcome.withoutBuild(Status.SUCCEEDED, tag);
        }
        FailedPhase failure =
                build.failure().orElseGet(() -> new FailedPhase(build.phase(), "CodeBuild gives no reason"));
        throw new BuildFailedException("build " + build.id() + " of image " + tag + " ended with " + build.status()
                + " in phase " + failure.phase() + ": " + failure.message() + "; " + log(build));
    }

    private static Outcome timeIsUp(Build build, StatusRequest request) {
        if (request.last()) {
            throw new BuildUnfinishedException("build " + build.id() + " of image " + request.imageTag()
                    + " is still in phase " + build.phase()
                    + " and nobody waits longer; apply again once it has ended; "
                    + log(build));
        }
        return Outcome.of(Status.IN_PROGRESS, request.imageTag(), build);
    }

    private static String log(Build build) {
        return build.logLink().map(link -> "log: " + link).orElse("it has no log");
    }
}
