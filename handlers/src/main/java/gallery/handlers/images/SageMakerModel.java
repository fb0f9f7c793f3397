package gallery.handlers.images;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InternalFailureException;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;

/**
 * A model behind an Amazon SageMaker endpoint. Needs {@code sagemaker:InvokeEndpointAsync} or {@code InvokeEndpoint} on it.
 *
 * <p>The client must not repeat requests by itself.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html">
 *     InvokeEndpointAsync</a>
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html">InvokeEndpoint</a>
 */
final class SageMakerModel implements Model {

    /** A realtime endpoint answers within 60 seconds or not at all. */
    static final Duration SLOWEST_ANSWER = Duration.ofSeconds(65);

    /** How long a request may wait for a machine: from none to one takes ten minutes, and others may be in front. */
    private static final Duration LONGEST_QUEUE = Duration.ofHours(1);

    /** How long the container may work on a request. */
    private static final Duration LONGEST_WORK = Duration.ofMinutes(5);

    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** Whether requests are queued. */
    enum Mode {
        /** Queued by SageMaker. */
        ASYNC,
        /** Answered while the function waits. */
        REALTIME
    }

    private final SageMakerRuntimeClient sageMaker;
    private final ModelSettings settings;
    private final String bucket;

    SageMakerModel(SageMakerRuntimeClient sageMaker, ModelSettings settings, String bucket) {
        this.sageMaker = sageMaker;
        this.settings = settings;
        this.bucket = bucket;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Duration longest() {
        return switch (settings.mode()) {
            case ASYNC -> LONGEST_QUEUE.plus(LONGEST_WORK).plus(MARGIN);
            case REALTIME -> SLOWEST_ANSWER.plus(MARGIN);
        };
    }

    @Override
    public Optional<String> start(InferenceRequest request, String inputKey, String inferenceId)
            throws NotStartedException, ModelRefusedException {
        try {
            return switch (settings.mode()) {
                case ASYNC -> queue(inputKey, inferenceId);
                case REALTIME -> {
                    sageMaker.invokeEndpoint(invoke -> invoke.endpointName(settings.endpoint())
                            .contentType("application/json")
                            .accept("application/json")
                            .inferenceId(inferenceId)
                            .body(SdkBytes.fromUtf8String(request.json())));
                    yield Optional.empty();
                }
            };
        } catch (ModelErrorException e) {
            throw refusedOrNotStarted(e);
        } catch (AwsServiceException e) {
            throw notStartedOrUnknown(e);
        } catch (SdkClientException e) {
            if (isUnreached(e)) {
                throw new NotStartedException(e);
            }
            throw e;
        }
    }

    private Optional<String> queue(String inputKey, String inferenceId) {
        InvokeEndpointAsyncResponse response =
                sageMaker.invokeEndpointAsync(invoke -> invoke.endpointName(settings.endpoint())
                        .contentType("application/json")
                        .accept("application/json")
                        .inferenceId(inferenceId)
                        .inputLocation("s3://" + bucket + "/" + inputKey)
                        .requestTTLSeconds(Math.toIntExact(LONGEST_QUEUE.toSeconds()))
                        .invocationTimeoutSeconds(Math.toIntExact(LONGEST_WORK.toSeconds())));
        // Absent when the endpoint has no place for failures.
        return Optional.ofNullable(response.failureLocation())
                .map(location -> URI.create(location).getPath().substring(1));
    }

    /** The container's 503 means that it did not begin; its other answers are about this picture. */
    private static NotStartedException refusedOrNotStarted(ModelErrorException e) throws ModelRefusedException {
        if (Integer.valueOf(503).equals(e.originalStatusCode())) {
            return new NotStartedException(e);
        }
        throw new ModelRefusedException(e);
    }

    /** SageMaker refuses before it begins, unless something breaks within. */
    private static NotStartedException notStartedOrUnknown(AwsServiceException e) {
        if (e instanceof InternalFailureException || (e.statusCode() >= 500 && e.statusCode() != 503)) {
            throw e;
        }
        return new NotStartedException(e);
    }

    private static boolean isUnreached(SdkClientException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }
}
