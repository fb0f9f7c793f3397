package gallery.stacks.build;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.lambda_invocation.LambdaInvocation;
import gallery.stacks.construct.JavaFunction;
import gallery.stacks.construct.Json;
import gallery.stacks.core.GalleryStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Calls of the status function, one after the other, that together last as long as a build may take.
 *
 * <p>One call cannot: Lambda ends it after 15 minutes. Each call goes on with the build that the one before it found, and returns
 * at once when that build is done. The last one fails when it is still running.
 */
final class BuildWait extends Construct {

    /** The longest that Lambda lets a function run. */
    static final Duration LONGEST_CALL = Duration.ofMinutes(15);

    // What the function keeps of its time to answer in.
    private static final Duration KEPT_BACK = Duration.ofMinutes(1);

    BuildWait(GalleryStack stack, String id, JavaFunction status, String imageTag) {
        super(stack, id);
        int calls = calls(stack.context().environment().builds().timeoutMinutes());
        List<ITerraformDependable> before = new ArrayList<>();
        for (int call = 1; call <= calls; call++) {
            LambdaInvocation invocation = LambdaInvocation.Builder.create(this, "call-" + call)
                    .functionName(status.resource().getFunctionName())
                    .input(call == 1 ? first(imageTag, calls == 1) : next(id, call, imageTag, call == calls))
                    .lifecycleScope("CREATE_ONLY")
                    .dependsOn(before)
                    .build();
            invocation.overrideLogicalId(callId(id, call));
            before = List.of(invocation);
        }
    }

    /** How many calls outlast a build of {@code buildMinutes} that first waited for a machine as long as CodeBuild lets it. */
    static int calls(int buildMinutes) {
        long wait = Duration.ofMinutes((long) buildMinutes + ImageBuild.QUEUED_MINUTES)
                .toSeconds();
        long call = LONGEST_CALL.minus(KEPT_BACK).toSeconds();
        return Math.toIntExact((wait + call - 1) / call);
    }

    private static String first(String imageTag, boolean last) {
        return Json.object(Map.of("imageTag", imageTag, "last", last));
    }

    // A function that found the image and no build names none; the next call then looks for the tag again.
    private static String next(String id, int call, String imageTag, boolean last) {
        return "${jsonencode({buildId = try(jsondecode(aws_lambda_invocation." + callId(id, call - 1)
                + ".result).buildId, null), imageTag = \"" + imageTag + "\", last = " + last + "})}";
    }

    private static String callId(String id, int call) {
        return id + "-" + call;
    }
}
