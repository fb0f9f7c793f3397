package gallery.handlers.build;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import gallery.handlers.function.FunctionException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the build of one image tag; several in a row wait longer than one function may run.
 *
 * <p>The event is {@code {"imageTag": "<16 hexadecimal digits>", "buildId": …, "last": true|false}}; the last two may be
 * left out or null. The answer is {@code {"status": "SUCCEEDED"|"IN_PROGRESS", "imageTag": …, "buildId": …}}, without
 * {@code buildId} when the image is there and no build made it lately. Every failure is a {@link FunctionException}: a
 * type and one sentence.
 *
 * <p>Takes any JSON value, so that a wrong one is answered by these functions' own words. Needs the variables of
 * {@link StatusSettings}, and a time-out well above {@link StatusService#MARGIN}.
 */
public final class CodeBuildStatusHandler implements RequestHandler<Object, Map<String, Object>> {

    private final StatusService service;
    private final Clock clock;

    /** As Lambda makes it, once per execution environment, so that calls share their connections. */
    public CodeBuildStatusHandler() {
        clock = Clock.systemUTC();
        StatusSettings settings = StatusSettings.from(System.getenv());
        service = new StatusService(
                new CodeBuildBuilds(AwsClients.codeBuild().build(), settings.project()),
                new EcrImages(AwsClients.ecr().build(), settings.repository()),
                clock,
                duration -> Thread.sleep(duration.toMillis()));
    }

    CodeBuildStatusHandler(StatusService service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> handleRequest(@Nullable Object event, Context context) {
        Instant deadline = clock.instant().plusMillis(context.getRemainingTimeInMillis());
        return Invocation.run(context, clock, log -> {
            StatusRequest request = StatusRequest.from(event);
            log.with("imageTag", request.imageTag().value());
            request.buildId().ifPresent(id -> log.with("buildId", id));
            return service.await(request, deadline, log);
        });
    }
}
