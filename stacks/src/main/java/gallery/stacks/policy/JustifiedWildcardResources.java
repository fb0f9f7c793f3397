package gallery.stacks.policy;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A statement speaks of every resource only where AWS lets it name none. */
final class JustifiedWildcardResources implements Policy {

    // Each has no resource type in the Service Authorization Reference.
    private static final Map<String, String> ACTIONS_WITHOUT_RESOURCE = Map.of(
            "ecr:GetAuthorizationToken",
            "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html",
            "ecr-public:GetAuthorizationToken",
            "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistrypublic.html",
            "sts:GetServiceBearerToken",
            "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html",
            "cloudwatch:PutMetricData",
            "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html",
            "rekognition:DetectFaces",
            "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrekognition.html",
            "xray:PutTraceSegments",
            "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html",
            "xray:PutTelemetryRecords",
            "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html");

    private static final Pattern EVERYTHING = Pattern.compile("\\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:\\*");

    // The key of another stack has an id that only AWS knows; its alias narrows the grant to that key.
    private static final Pattern ANY_KEY = Pattern.compile("arn:[^:]*:kms:.*:key/\\*");

    @Override
    public String id() {
        return "justified-wildcard-resources";
    }

    @Override
    public String reason() {
        return "A role shall reach what it needs and nothing beside it.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .statements()
                .filter(PolicyStatement::allows)
                .flatMap(statement -> Stream.concat(everything(statement), anyKey(statement)));
    }

    private static Stream<Finding> everything(PolicyStatement statement) {
        // In a key policy * means that key:
        // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
        if (statement.resource().type().equals("aws_kms_key")
                || statement.resources().stream()
                        .noneMatch(resource -> EVERYTHING.matcher(resource).matches())) {
            return Stream.empty();
        }
        return statement.actions().stream()
                .filter(action -> !ACTIONS_WITHOUT_RESOURCE.containsKey(action))
                .map(action -> statement.finding("allows " + action + " on every resource"));
    }

    private static Stream<Finding> anyKey(PolicyStatement statement) {
        return statement.resources().stream()
                .filter(resource -> ANY_KEY.matcher(resource).matches())
                .filter(resource -> !statement.hasCondition("kms:ResourceAliases"))
                .map(resource -> statement.finding("allows every key; add a condition on kms:ResourceAliases"));
    }
}
