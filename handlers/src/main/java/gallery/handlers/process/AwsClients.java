package gallery.handlers.process;

import gallery.handlers.function.AwsClientSettings;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The clients of the tables and the bucket. */
public final class AwsClients {

    private AwsClients() {}

    public static DynamoDbClient dynamo() {
        return AwsClientSettings.configure(DynamoDbClient.builder()).build();
    }

    public static S3Client s3(Map<String, String> environment) {
        return AwsClientSettings.configure(S3Client.builder())
                .forcePathStyle(isEmulated(environment))
                .build();
    }

    /** Signs addresses of the regional endpoint. */
    public static S3Presigner presigner(Map<String, String> environment) {
        return S3Presigner.builder()
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(isEmulated(environment))
                        .build())
                .build();
    }

    /** An emulator has no host name a bucket. */
    private static boolean isEmulated(Map<String, String> environment) {
        return environment.containsKey("AWS_ENDPOINT_URL");
    }
}
