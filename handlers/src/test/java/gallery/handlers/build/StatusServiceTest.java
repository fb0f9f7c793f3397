package gallery.handlers.build;

import static gallery.handlers.build.FakeBuilds.NOW;
import static gallery.handlers.build.FakeBuilds.build;
import static gallery.handlers.build.FakeBuilds.failed;
import static gallery.handlers.build.FakeBuilds.running;
import static gallery.handlers.build.FakeBuilds.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gallery.handlers.build.Outcome.Status;
import gallery.handlers.function.AwsClientSettings;
import gallery.handlers.function.FunctionLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusServiceTest {

    private static final ImageTag TAG = new ImageTag("0123456789abcdef");
    private static final String OTHER = "ffffffffffffffff";
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final FakeBuilds builds = new FakeBuilds();
    private final TestClock clock = new TestClock(NOW);
    private final List<String> lines = new ArrayList<>();
    private final List<Duration> sleeps = new ArrayList<>();
    private boolean present;
    private Consumer<Integer> meanwhile = count -> {};

    @Test
    void waitsForTheBuildOfTheId() throws InterruptedException {
        builds.builds.add(failed("p:newer", TAG.value()));
        builds.builds.add(running("p:mine", TAG.value()));
        meanwhile = count -> {
            if (count == 4) {
                builds.put(succeeded("p:mine", TAG.value()));
            }
        };

        assertThat(await("p:mine", false)).isEqualTo(new Outcome(Status.SUCCEEDED, TAG, Optional.of("p:mine")));
        assertThat(sleeps).containsOnly(Duration.ofSeconds(15)).hasSize(4);
    }

    @Test
    void findsTheNewestBuildOfTheTagWithoutAnId() throws InterruptedException {
        builds.builds.add(succeeded("p:other", OTHER));
        builds.builds.add(succeeded("p:newest", TAG.value()));
        builds.builds.add(failed("p:oldest", TAG.value()));

        assertThat(await(null, false).buildId()).hasValue("p:newest");
        assertThat(sleeps).isEmpty();
    }

    @Test
    void anIdOfAnotherTagsBuildIsNotBelieved() throws InterruptedException {
        builds.builds.add(failed("p:other", OTHER));
        builds.builds.add(succeeded("p:mine", TAG.value()));

        assertThat(await("p:other", false).buildId()).hasValue("p:mine");
    }

    @Test
    void anIdOfABuildWithoutAnyTagIsBelieved() throws InterruptedException {
        Build untagged = succeeded("p:untagged", TAG.value());
        builds.builds.add(new Build(
                untagged.id(),
                Optional.empty(),
                untagged.status(),
                untagged.started(),
                untagged.phase(),
                untagged.failure(),
                untagged.logLink()));

        assertThat(await("p:untagged", false).buildId()).hasValue("p:untagged");
        assertThatThrownBy(() -> await(null, false)).isInstanceOf(BuildMissingException.class);
    }

    @Test
    void anUnknownIdLeadsToTheTagsBuild() throws InterruptedException {
        builds.builds.add(succeeded("p:mine", TAG.value()));

        assertThat(await("p:gone", false).buildId()).hasValue("p:mine");
    }

    @Test
    void anImageWithoutABuildIsAllThatIsNeeded() throws InterruptedException {
        present = true;

        assertThat(await(null, false)).isEqualTo(new Outcome(Status.SUCCEEDED, TAG, Optional.empty()));
    }

    @Test
    void neitherBuildNorImage() {
        assertThatThrownBy(() -> await(null, false))
                .isInstanceOf(BuildMissingException.class)
                .hasMessage("there is neither a build nor an image of 0123456789abcdef; put its sources into the source"
                        + " bucket again to build it");
    }

    @Test
    void aFailureNamesPhaseReasonAndLog() {
        builds.builds.add(failed("p:mine", TAG.value()));

        assertThatThrownBy(() -> await("p:mine", false))
                .isInstanceOf(BuildFailedException.class)
                .hasMessage("build p:mine of image 0123456789abcdef ended with FAILED in phase BUILD:"
                        + " COMMAND_EXECUTION_ERROR: exit status 1; log: https://console.example.com/p:mine");
        assertThatThrownBy(() -> await(null, false)).isInstanceOf(BuildFailedException.class);
    }

    @Test
    void aFailureInTheMiddleOfTheWaitEndsIt() {
        builds.builds.add(running("p:mine", TAG.value()));
        meanwhile = count -> builds.put(failed("p:mine", TAG.value()));

        assertThatThrownBy(() -> await("p:mine", false)).isInstanceOf(BuildFailedException.class);
        assertThat(sleeps).hasSize(1);
    }

    @Test
    void aFailureWithoutDetails() {
        Build stopped = build("p:mine", TAG.value(), "STOPPED", "QUEUED");
        builds.builds.add(new Build(
                stopped.id(),
                stopped.imageTag(),
                stopped.status(),
                stopped.started(),
                stopped.phase(),
                Optional.empty(),
                Optional.empty()));

        assertThatThrownBy(() -> await("p:mine", false))
                .hasMessage(
                        "build p:mine of image 0123456789abcdef ended with STOPPED in phase QUEUED: CodeBuild gives no"
                                + " reason; it has no log");
    }

    @Test
    void aFailedBuildOfAnImageThatIsThereIsNoFailure() throws InterruptedException {
        present = true;
        builds.builds.add(failed("p:mine", TAG.value()));

        assertThat(await("p:mine", false)).isEqualTo(new Outcome(Status.SUCCEEDED, TAG, Optional.empty()));
    }

    @Test
    void endsBeforeItsTimeDoes() throws InterruptedException {
        builds.builds.add(running("p:mine", TAG.value()));

        assertThat(await("p:mine", false)).isEqualTo(new Outcome(Status.IN_PROGRESS, TAG, Optional.of("p:mine")));

        Duration left = Duration.between(clock.instant(), NOW.plus(QUARTER));
        assertThat(left)
                .isGreaterThanOrEqualTo(StatusService.MARGIN)
                .isLessThan(StatusService.MARGIN.plus(StatusService.POLL_INTERVAL));
        assertThat(StatusService.MARGIN).isGreaterThan(AwsClientSettings.SLOWEST_REQUEST.multipliedBy(2));
    }

    @Test
    void looksOnceEvenWhenThereIsNoTimeToWait() throws InterruptedException {
        builds.builds.add(running("p:mine", TAG.value()));

        assertThat(service()
                        .await(request("p:mine", false), NOW.plusSeconds(1), log())
                        .status())
                .isEqualTo(Status.IN_PROGRESS);
        assertThat(sleeps).isEmpty();
    }

    @Test
    void theLastFunctionDoesNotPassTheWaitOn() {
        builds.builds.add(running("p:mine", TAG.value()));

        assertThatThrownBy(() -> await("p:mine", true))
                .isInstanceOf(BuildUnfinishedException.class)
                .hasMessage(
                        "build p:mine of image 0123456789abcdef is still in phase BUILD and nobody waits longer; apply"
                                + " again once it has ended; log: https://console.example.com/p:mine");
    }

    @Test
    void theLastFunctionIsHappyWithABuildThatEnds() throws InterruptedException {
        builds.builds.add(running("p:mine", TAG.value()));
        meanwhile = count -> builds.put(succeeded("p:mine", TAG.value()));

        assertThat(await("p:mine", true).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aBuildThatVanishes() {
        builds.builds.add(running("p:mine", TAG.value()));
        meanwhile = count -> builds.builds.clear();

        assertThatThrownBy(() -> await("p:mine", false)).isInstanceOf(BuildMissingException.class);
    }

    @Test
    void eachNewPhaseIsLoggedOnce() throws InterruptedException {
        builds.builds.add(build("p:mine", TAG.value(), "IN_PROGRESS", "QUEUED"));
        meanwhile = count -> builds.put(
                count < 3 ? build("p:mine", TAG.value(), "IN_PROGRESS", "INSTALL") : succeeded("p:mine", TAG.value()));

        await("p:mine", false);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"message\":\"build is in phase QUEUED\"", "\"buildId\":\"p:mine\"");
        assertThat(lines.get(1)).contains("\"message\":\"build is in phase INSTALL\"");
    }

    private Outcome await(@Nullable String id, boolean last) throws InterruptedException {
        Instant deadline = clock.instant().plus(QUARTER);
        return service().await(request(id, last), deadline, log());
    }

    private static StatusRequest request(@Nullable String id, boolean last) {
        return new StatusRequest(TAG, Optional.ofNullable(id), last);
    }

    private StatusService service() {
        Sleeper sleeper = duration -> {
            sleeps.add(duration);
            clock.sleep(duration);
            meanwhile.accept(sleeps.size());
        };
        return new StatusService(builds, tag -> present, clock, sleeper);
    }

    private FunctionLog log() {
        return new FunctionLog(lines::add, clock, "request");
    }
}
