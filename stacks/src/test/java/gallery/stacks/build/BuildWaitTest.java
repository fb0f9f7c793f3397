package gallery.stacks.build;

import static gallery.stacks.ModelStacks.parse;
import static gallery.stacks.ModelStacks.resources;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gallery.stacks.SynthesizedEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuildWaitTest {

    @Test
    void aBuildOfAnHourTakesSevenCalls() {
        assertThat(BuildWait.calls(60)).isEqualTo(7);
        assertThat(BuildWait.calls(5)).isEqualTo(3);
    }

    @Test
    void theCallsOutlastQueueAndBuildAndNoneIsSuperfluous() {
        int minutesOfACall = 14;
        IntStream.rangeClosed(5, 480).forEach(minutes -> {
            int wait = minutes + ImageBuild.QUEUED_MINUTES;
            assertThat(BuildWait.calls(minutes) * minutesOfACall).isGreaterThanOrEqualTo(wait);
            assertThat((BuildWait.calls(minutes) - 1) * minutesOfACall).isLessThan(wait);
        });
    }

    @Test
    void theStackHasThatManyCalls() {
        int minutes = SynthesizedEnvironment.ENVIRONMENTS.load("local").builds().timeoutMinutes();

        assertThat(calls()).hasSize(BuildWait.calls(minutes));
    }

    @Test
    void eachCallWaitsForTheOneBeforeAndGoesOnWithItsBuild() {
        List<JsonNode> calls = calls();
        String tag = parse(calls.get(0).path("input").asText()).path("imageTag").asText();

        assertThat(tag).matches("[0-9a-f]{16}");
        assertThat(calls.get(0).path("input").asText()).isEqualTo("{\"imageTag\":\"" + tag + "\",\"last\":false}");
        for (int call = 1; call < calls.size(); call++) {
            String before = "aws_lambda_invocation.wait-" + call;
            boolean last = call == calls.size() - 1;
            assertThat(calls.get(call).path("depends_on"))
                    .extracting(JsonNode::asText)
                    .containsExactly(before);
            assertThat(calls.get(call).path("input").asText())
                    .isEqualTo("${jsonencode({buildId = try(jsondecode(" + before
                            + ".result).buildId, null), imageTag = \"" + tag + "\", last = " + last + "})}");
        }
    }

    @Test
    void nothingIsCalledOnDestroyAndTheFunctionMayUseItsWholeTime() {
        assertThat(calls())
                .allSatisfy(call ->
                        assertThat(call.path("lifecycle_scope").asText()).isEqualTo("CREATE_ONLY"));
        assertThat(stack().path("aws_lambda_function")
                        .path("status")
                        .path("timeout")
                        .asInt())
                .isEqualTo(900);
    }

    private static JsonNode stack() {
        return resources("local", "facechain-codebuild-status");
    }

    private static List<JsonNode> calls() {
        JsonNode invocations = stack().path("aws_lambda_invocation");
        List<JsonNode> calls = new ArrayList<>();
        for (int call = 1; call <= invocations.size(); call++) {
            calls.add(invocations.path("wait-" + call));
        }
        return calls;
    }
}
