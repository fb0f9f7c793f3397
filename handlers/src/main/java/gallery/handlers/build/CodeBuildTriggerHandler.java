package gallery.handlers.build;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import gallery.handlers.function.FunctionException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;

/**
 * Starts the build of one image tag, unless the repository holds the image or a build of it is running.
 *
 * <p>The event is {@code {"imageTag": "<16 hexadecimal digits>"}} or EventBridge's "Object Created" for
 * {@code <imageTag>.zip} in the source bucket; other keys are left alone. The answer is
 * {@code {"status": "STARTED"|"RUNNING"|"PRESENT", "imageTag": …, "buildId": …}}, without {@code buildId} when no build
 * is needed. Every failure is a {@link FunctionException}: a type and one sentence.
 *
 * <p>Takes any JSON value, so that a wrong one is answered by these functions' own words. Needs the variables of
 * {@link TriggerSettings}.
 */
public final class CodeBuildTriggerHandler implements RequestHandler<Object, Map<String, Object>> {

    private final TriggerSettings settings;
    private final TriggerService service;
    private final Clock clock;

    /** As Lambda makes it, once per execution environment, so that calls share their connections. */
    public CodeBuildTriggerHandler() {
        clock = Clock.systemUTC();
        settings = TriggerSettings.from(System.getenv());
        CodeBuildClient codeBuild = AwsClients.codeBuild().build();
        service = new TriggerService(
                settings.project(),
                new CodeBuildBuilds(codeBuild, settings.project()),
                new CodeBuildStarter(codeBuild, settings.project(), settings.sourceBucket()),
                new EcrImages(AwsClients.ecr().build(), settings.repository()),
                clock);
    }

    CodeBuildTriggerHandler(TriggerSettings settings, TriggerService service, Clock clock) {
        this.settings = settings;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> handleRequest(@Nullable Object event, Context context) {
        return Invocation.run(context, clock, log -> {
            ImageTag tag = TriggerRequest.from(event, settings.sourceBucket()).imageTag();
            log.with("imageTag", tag.value());
            return service.trigger(tag);
        });
    }
}
