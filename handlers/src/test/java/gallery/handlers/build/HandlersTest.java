package gallery.handlers.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import gallery.handlers.testing.FakeContext;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The handlers over fakes; BuildFunctionsIT runs them in Lambda's own runtime. */
class HandlersTest {

    private static final String TAG = "0123456789abcdef";

    private final FakeBuilds builds = new FakeBuilds();
    private final FakeContext context = new FakeContext();
    private final TestClock clock = new TestClock(FakeBuilds.NOW);
    private Images images = tag -> false;

    @Test
    void triggerAnswersAndLogs() {
        assertThat(trigger().handleRequest(Map.of("imageTag", TAG), context))
                .isEqualTo(Map.of("status", "STARTED", "imageTag", TAG, "buildId", "started-1"));
        assertThat(context.log())
                .contains(
                        "\"message\":\"STARTED\"",
                        "\"requestId\":\"request-1\"",
                        "\"imageTag\":\"" + TAG + "\"",
                        "\"buildId\":\"started-1\"");
    }

    @Test
    void anAnswerWithoutBuildHasNoBuildId() {
        images = tag -> true;

        assertThat(trigger().handleRequest(Map.of("imageTag", TAG), context))
                .isEqualTo(Map.of("status", "PRESENT", "imageTag", TAG));
        assertThat(context.log()).doesNotContain("buildId");
    }

    @Test
    void statusWaitsAsLongAsTheContextSays() {
        builds.builds.add(FakeBuilds.running("p:1", TAG));
        context.remaining = 120_000;

        assertThat(status().handleRequest(Map.of("imageTag", TAG, "buildId", "p:1"), context))
                .isEqualTo(Map.of("status", "IN_PROGRESS", "imageTag", TAG, "buildId", "p:1"));
        assertThat(clock.instant()).isBetween(FakeBuilds.NOW.plusSeconds(30), FakeBuilds.NOW.plusSeconds(75));
    }

    @Test
    void foreseenFailuresReachTheCallerAsTheyAreAndWithoutStackTrace() {
        Throwable failure = catchThrowable(() -> status().handleRequest(Map.of("imageTag", "x"), context));

        assertThat(failure).isInstanceOf(InvalidEventException.class);
        assertThat(failure.getStackTrace()).isEmpty();
        assertThat(context.log()).contains("\"type\":\"InvalidEventException\"");
    }

    @Test
    void awsFailuresBecomeOneSentence() {
        images = tag -> {
            throw SdkClientException.create("Unable to connect");
        };

        Throwable failure = catchThrowable(() -> trigger().handleRequest(Map.of("imageTag", TAG), context));

        assertThat(failure)
                .isInstanceOf(AwsRequestException.class)
                .hasMessage("AWS could not be asked, or refused: Unable to connect")
                .hasNoCause();
        assertThat(failure.getStackTrace()).isEmpty();
        assertThat(context.log()).contains("\"type\":\"SdkClientException\"", "stackTrace");
    }

    @Test
    void faultsOfOurOwnStayInTheLog() {
        images = tag -> {
            throw new IllegalStateException("secret detail");
        };

        assertThatThrownBy(() -> trigger().handleRequest(Map.of("imageTag", TAG), context))
                .isInstanceOf(UnexpectedFailureException.class)
                .hasMessage("the function failed unexpectedly; its log names the cause under request request-1")
                .hasNoCause();
        assertThat(context.log()).contains("secret detail");
    }

    @Test
    void anInterruptEndsTheWait() {
        builds.builds.add(FakeBuilds.running("p:1", TAG));
        Sleeper interrupted = duration -> {
            throw new InterruptedException();
        };
        CodeBuildStatusHandler handler =
                new CodeBuildStatusHandler(new StatusService(builds, images, clock, interrupted), clock);

        assertThatThrownBy(() -> handler.handleRequest(Map.of("imageTag", TAG), context))
                .isInstanceOf(UnexpectedFailureException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private CodeBuildTriggerHandler trigger() {
        return new CodeBuildTriggerHandler(
                new TriggerSettings("project", "repository", "bucket"),
                new TriggerService("project", builds, builds, tag -> images.hold(tag), clock),
                clock);
    }

    private CodeBuildStatusHandler status() {
        return new CodeBuildStatusHandler(new StatusService(builds, tag -> images.hold(tag), clock, clock), clock);
    }
}
