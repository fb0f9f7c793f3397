package gallery.handlers.function;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * How these functions talk to AWS: through the JDK's own HTTP client, with the SDK's standard retry mode, which repeats
 * throttled and transiently failing requests up to three times in all, and within bounds of time.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">retry behaviour</a>
 */
public final class AwsClientSettings {

    /** No request takes longer, repetitions included. */
    public static final Duration SLOWEST_REQUEST = Duration.ofSeconds(20);

    private static final Duration SLOWEST_ATTEMPT = Duration.ofSeconds(8);
    private static final Duration CONNECTION = Duration.ofSeconds(3);

    private AwsClientSettings() {}

    /** For requests that may be repeated. */
    public static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(B builder) {
        return builder.httpClientBuilder(http(SLOWEST_ATTEMPT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                        .apiCallAttemptTimeout(SLOWEST_ATTEMPT)
                        .apiCallTimeout(SLOWEST_REQUEST)
                        .build());
    }

    /** For requests that must never be sent twice, because each one starts work of its own. */
    public static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configureOnce(
            B builder, Duration slowest) {
        return builder.httpClientBuilder(http(slowest))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(slowest)
                        .build());
    }

    private static UrlConnectionHttpClient.Builder http(Duration slowest) {
        return UrlConnectionHttpClient.builder().connectionTimeout(CONNECTION).socketTimeout(slowest);
    }
}
