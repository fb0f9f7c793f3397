package gallery.stacks.policy;

import java.util.stream.Stream;

/** Every bucket refuses plain HTTP. */
final class TlsOnlyBuckets implements Policy {

    @Override
    public String id() {
        return "tls-only-buckets";
    }

    @Override
    public String reason() {
        return "A presigned request over plain HTTP shows the photograph to the network.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources("aws_s3_bucket")
                .filter(bucket -> deployment
                        .statements()
                        .noneMatch(statement -> statement.resource().type().equals("aws_s3_bucket_policy")
                                && statement.resource().refersTo(bucket, "bucket")
                                && refusesHttp(statement)))
                .map(bucket -> bucket.finding("has no policy that denies requests without TLS"));
    }

    private static boolean refusesHttp(PolicyStatement statement) {
        return statement.json().path("Effect").asText().equals("Deny")
                && statement.actions().contains("s3:*")
                && statement.json().path("Principal").asText().equals("*")
                && statement
                        .json()
                        .path("Condition")
                        .path("Bool")
                        .path("aws:SecureTransport")
                        .toString()
                        .contains("false");
    }
}
