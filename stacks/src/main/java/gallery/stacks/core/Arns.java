package gallery.stacks.core;

import gallery.environments.Environment;

/**
 * ARNs made from names, the region and the account, without asking AWS.
 *
 * <p>The partition is {@code aws}: the gallery runs in commercial regions only (the environment schema admits no other).
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARN format</a>
 */
public final class Arns {

    private final Environment environment;

    public Arns(Environment environment) {
        this.environment = environment;
    }

    /** {@code arn:aws:<service>:<region>:<account>:<resource>}. */
    public String of(String service, String resource) {
        return "arn:aws:" + service + ":" + environment.region() + ":" + environment.account() + ":" + resource;
    }

    /** The account itself as a principal: whoever its own IAM policies admit. */
    public String accountRoot() {
        return "arn:aws:iam::" + environment.account() + ":root";
    }

    public String bucket(String bucket) {
        return "arn:aws:s3:::" + bucket;
    }

    public String objects(String bucket, String keyPattern) {
        return bucket(bucket) + "/" + keyPattern;
    }

    public String repository(String name) {
        return of("ecr", "repository/" + name);
    }

    public String buildProject(String name) {
        return of("codebuild", "project/" + name);
    }

    public String function(String name) {
        return of("lambda", "function:" + name);
    }

    /**
     * A published version of a function as API Gateway calls it.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html">uri</a>
     */
    public String invocation(String function, String alias) {
        return "arn:aws:apigateway:" + environment.region() + ":lambda:path/2015-03-31/functions/" + function(function)
                + ":" + alias + "/invocations";
    }

    public String queue(String name) {
        return of("sqs", name);
    }

    /** A user pool by the id that Cognito generated for it. */
    public String userPool(String id) {
        return of("cognito-idp", "userpool/" + id);
    }

    /** A rule on the account's default event bus. */
    public String eventRule(String name) {
        return of("events", "rule/" + name);
    }

    public String alarm(String name) {
        return of("cloudwatch", "alarm:" + name);
    }

    public String role(String name) {
        return "arn:aws:iam::" + environment.account() + ":role/" + name;
    }

    public String endpoint(String name) {
        return of("sagemaker", "endpoint/" + name);
    }

    public String table(String name) {
        return of("dynamodb", "table/" + name);
    }

    /** The log group and, with {@code :*}, its streams. */
    public String logStreams(String logGroup) {
        return of("logs", "log-group:" + logGroup + ":*");
    }

    /** The host of the account's own image registry. */
    public String registry() {
        return environment.account() + ".dkr.ecr." + environment.region() + ".amazonaws.com";
    }
}
