package gallery.handlers.build;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClientBuilder;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.EcrClientBuilder;

/**
 * How these functions talk to AWS: through the JDK's own HTTP client, with the SDK's standard retry mode, which repeats
 * throttled and transiently failing requests up to three times in all, and within bounds of time.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">retry behaviour</a>
 */
final class AwsClients {

    /** No request takes longer, repetitions included. */
    static final Duration SLOWEST_REQUEST = Duration.ofSeconds(20);

    private static final Duration SLOWEST_ATTEMPT = Duration.ofSeconds(8);
    private static final Duration CONNECTION = Duration.ofSeconds(3);

    private AwsClients() {}

    static CodeBuildClientBuilder codeBuild() {
        return configure(CodeBuildClient.builder());
    }

    static EcrClientBuilder ecr() {
        return configure(EcrClient.builder());
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTION)
                        .socketTimeout(SLOWEST_ATTEMPT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(RetryMode.STANDARD)
                        .apiCallAttemptTimeout(SLOWEST_ATTEMPT)
                        .apiCallTimeout(SLOWEST_REQUEST)
                        .build());
    }
}
