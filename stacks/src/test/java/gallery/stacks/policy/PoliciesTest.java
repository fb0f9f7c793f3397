package gallery.stacks.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gallery.environments.Environment;
import gallery.stacks.TestEnvironments;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks one thing at a time in a stack that meets every policy, and expects the one policy that forbids it to say so. */
class PoliciesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Environment UNPROTECTED = TestEnvironments.unprotected("test");
    private static final Environment PROTECTED = TestEnvironments.protectedOne("test");

    /**
     * One defect.
     *
     * @param policy the id of the policy that must find it
     * @param pointer where the stack is changed
     * @param value the JSON that is put there; nothing removes what is there
     * @param message what the violation must say
     */
    private record Defect(String policy, String pointer, String value, String message) {
        @Override
        public String toString() {
            return policy + ": " + pointer;
        }
    }

    private static final String NOTHING = "";

    static Stream<Defect> defects() {
        return Stream.of(
                new Defect("known-resource-types", "/resource/aws_vpc", "{\"net\":{}}", "add aws_vpc to ResourceKind"),
                new Defect("stack-tag", "/resource/aws_sqs_queue/work/tags", NOTHING, "lacks the tag Stack = sound"),
                new Defect("stack-tag", "/resource/aws_kms_key/images/tags/Stack", "\"s3\"", "the tag Stack = sound"),
                new Defect("resource-names", "/resource/aws_sqs_queue/work/name", "\"work\"", "with gallery-test-"),
                new Defect(
                        "resource-names",
                        "/resource/aws_sqs_queue/work/name",
                        "\"gallery-test-" + "x".repeat(80) + "\"",
                        "has 93 characters, AWS takes 80"),
                new Defect("resource-names", "/resource/aws_iam_role/worker/name", NOTHING, "does not begin with"),
                new Defect(
                        "resource-names",
                        "/resource/aws_cloudwatch_log_group/worker/name",
                        "\"/aws/lambda/worker\"",
                        "does not begin with gallery-test-"),
                new Defect(
                        "sign-in-domain",
                        "/resource/aws_cognito_user_pool_domain",
                        "{\"sign-in\":{\"domain\":\"gallery-test-aws\"}}",
                        "contains aws"),
                new Defect(
                        "one-provider-block",
                        "/provider/aws/0/default_tags",
                        "[{\"tags\":{\"Stack\":\"sound\"}}]",
                        "differs from that of first"),
                new Defect(
                        "no-data-sources",
                        "/data",
                        "{\"aws_caller_identity\":{\"me\":{}}}",
                        "has the data source aws_caller_identity"),
                new Defect(
                        "no-secrets",
                        "/resource/aws_sqs_queue/work/environment",
                        "[{\"DB_PASSWORD\":\"correct horse\"}]",
                        "at /resource/aws_sqs_queue/work/environment/0/DB_PASSWORD"),
                new Defect(
                        "no-secrets",
                        "/output",
                        // In two parts, so that scanners of this repository do not take it for a real one.
                        "{\"key\":{\"value\":\"AKIA" + "ABCDEFGHIJKLMNOP\"}}",
                        "at /output/key/value"),
                new Defect(
                        "readable-policies",
                        "/resource/aws_iam_role_policy/worker/policy",
                        "\"${jsonencode({})}\"",
                        "its policy is not a JSON object"),
                new Defect("no-wildcard-actions", POLICY, allow("s3:*", ROLE_RESOURCE), "allows s3:*"),
                new Defect("no-wildcard-actions", POLICY, allow("s3:Get*", ROLE_RESOURCE), "allows s3:Get*"),
                new Defect(
                        "no-wildcard-actions",
                        POLICY,
                        statement("{'Effect':'Allow','NotAction':['s3:GetObject'],'Resource':['arn:aws:s3:::a']}"),
                        "allows by NotAction"),
                new Defect("justified-wildcard-resources", POLICY, allow("s3:GetObject", "*"), "on every resource"),
                new Defect(
                        "justified-wildcard-resources",
                        POLICY,
                        allow("s3:GetObject", "arn:aws:s3:::*"),
                        "allows s3:GetObject on every resource"),
                new Defect(
                        "justified-wildcard-resources",
                        POLICY,
                        allow("kms:Decrypt", "arn:aws:kms:eu-central-1:111122223333:key/*"),
                        "add a condition on kms:ResourceAliases"),
                new Defect(
                        "no-anonymous-access",
                        "/resource/aws_kms_key/images/policy",
                        statement("{'Effect':'Allow','Principal':'*','Action':['kms:Decrypt'],'Resource':['*']}"),
                        "allows everyone"),
                new Defect(
                        "no-anonymous-access",
                        "/resource/aws_iam_role/worker/assume_role_policy",
                        statement("{'Effect':'Allow','Principal':{'AWS':['*']},'Action':['sts:AssumeRole']}"),
                        "allows everyone"),
                new Defect(
                        "log-retention",
                        "/resource/aws_cloudwatch_log_group/worker/retention_in_days",
                        "0",
                        "has no retention_in_days"),
                new Defect(
                        "blocked-public-access",
                        "/resource/aws_s3_bucket_public_access_block/images/block_public_policy",
                        "false",
                        "does not block public access"),
                new Defect(
                        "encrypted-buckets",
                        "/resource/aws_s3_bucket_server_side_encryption_configuration/images/bucket",
                        "\"${aws_s3_bucket.other.id}\"",
                        "has no default encryption"),
                new Defect("tls-only-buckets", "/resource/aws_s3_bucket_policy", NOTHING, "requests without TLS"),
                new Defect(
                        "tls-only-buckets",
                        "/resource/aws_s3_bucket_policy/images/policy",
                        statement("{'Effect':'Deny','Principal':'*','Action':['s3:*'],'Resource':['arn:aws:s3:::a/*'],"
                                + "'Condition':{'Bool':{'aws:SecureTransport':['true']}}}"),
                        "requests without TLS"),
                new Defect(
                        "encrypted-queues",
                        "/resource/aws_sqs_queue/work/sqs_managed_sse_enabled",
                        "false",
                        "has neither sqs_managed_sse_enabled nor kms_master_key_id"),
                new Defect(
                        "consumed-queues",
                        "/resource/aws_sqs_queue/work/redrive_policy",
                        NOTHING,
                        "is consumed and has no redrive_policy"),
                new Defect(
                        "consumed-queues",
                        "/resource/aws_lambda_event_source_mapping/work/function_response_types",
                        "[]",
                        "does not report batch item failures"),
                new Defect(
                        "logged-stages",
                        "/resource/aws_api_gateway_stage/api/access_log_settings",
                        NOTHING,
                        "has no access_log_settings"),
                new Defect(
                        "logged-stages",
                        "/resource/aws_api_gateway_method_settings/api/settings/logging_level",
                        "\"INFO\"",
                        "must have logging_level OFF"),
                new Defect(
                        "logged-stages",
                        "/resource/aws_api_gateway_method_settings/api/settings/data_trace_enabled",
                        NOTHING,
                        "and data_trace_enabled false"),
                new Defect(
                        "encrypted-tables",
                        "/resource/aws_dynamodb_table/process/server_side_encryption",
                        NOTHING,
                        "has no server_side_encryption"),
                new Defect(
                        "restorable-tables",
                        "/resource/aws_dynamodb_table/process/point_in_time_recovery/enabled",
                        "false",
                        "has no point_in_time_recovery"),
                new Defect(
                        "force-destroy",
                        "/resource/aws_s3_bucket/images/force_destroy",
                        NOTHING,
                        "must have force_destroy = true"),
                new Defect(
                        "force-destroy",
                        "/resource/aws_ecr_repository",
                        "{\"images\":{\"name\":\"gallery-test-images\",\"force_delete\":false,\"tags\":{\"Stack\":\"sound\"}}}",
                        "must have force_delete = true"),
                new Defect(
                        "deletion-protection",
                        "/resource/aws_dynamodb_table/process/deletion_protection_enabled",
                        "true",
                        "must have deletion_protection_enabled = false"),
                new Defect(
                        "deletion-protection",
                        "/resource/aws_cognito_user_pool/users/deletion_protection",
                        "\"ACTIVE\"",
                        "must have deletion_protection = INACTIVE"));
    }

    private static final String POLICY = "/resource/aws_iam_role_policy/worker/policy";
    private static final String ROLE_RESOURCE = "arn:aws:s3:::gallery-test-images-111122223333/*";

    @Test
    void acceptsASoundStack() {
        assertThatCode(() -> check(UNPROTECTED, soundStack())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("defects")
    void findsTheDefect(Defect defect) throws JsonProcessingException {
        ObjectNode stack = soundStack();
        change(stack, defect.pointer(), defect.value());

        assertThat(violations(UNPROTECTED, stack)).singleElement().satisfies(violation -> {
            assertThat(violation.policy()).isEqualTo(defect.policy());
            assertThat(violation.message()).contains(defect.message());
            assertThat(violation.place()).startsWith("sound");
        });
    }

    @Test
    void everyPolicyIsShownToFindADefect() {
        Set<String> shown = defects().map(Defect::policy).collect(Collectors.toSet());
        assertThat(Policies.ALL)
                .extracting(Policy::id)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(shown);
        assertThat(Policies.ALL).extracting(Policy::reason).allMatch(reason -> reason.endsWith("."));
    }

    @Test
    void aProtectedEnvironmentKeepsWhatItHolds() {
        assertThat(violations(PROTECTED, soundStack()))
                .extracting(Violation::place, Violation::message)
                .map(tuple -> tuple.toList().get(0) + " " + tuple.toList().get(1))
                .containsExactlyInAnyOrder(
                        "sound aws_s3_bucket.images must have force_destroy = false",
                        "sound aws_dynamodb_table.process must have deletion_protection_enabled = true",
                        "sound aws_cognito_user_pool.users must have deletion_protection = ACTIVE");
    }

    @Test
    void reportsAllViolationsTogetherAndNoSecret() throws JsonProcessingException {
        ObjectNode stack = soundStack();
        change(stack, "/resource/aws_sqs_queue/work/name", "\"work\"");
        change(stack, "/output", "{\"password\":\"correct horse\"}");

        assertThatThrownBy(() -> check(UNPROTECTED, stack))
                .isInstanceOf(PolicyViolationsException.class)
                .hasMessageStartingWith("the stacks break policies in 2 places:")
                .hasMessageContaining("sound aws_sqs_queue.work: the name 'work' does not begin with gallery-test-"
                        + " [resource-names] Names are")
                .hasMessageContaining("sound: has what looks like a secret at /output/password")
                .hasMessageNotContaining("correct horse");
    }

    private static List<Violation> violations(Environment environment, ObjectNode stack) {
        try {
            check(environment, stack);
            return List.of();
        } catch (PolicyViolationsException e) {
            return e.violations();
        }
    }

    private static void check(Environment environment, ObjectNode stack) {
        ObjectNode first = JSON.createObjectNode();
        first.set("provider", soundStack().path("provider"));
        Policies.check(
                environment, List.of(new StackConfiguration("first", first), new StackConfiguration("sound", stack)));
    }

    private static ObjectNode soundStack() {
        try (InputStream text = PoliciesTest.class.getResourceAsStream("/policy/sound-stack.json")) {
            return (ObjectNode) JSON.readTree(Objects.requireNonNull(text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void change(ObjectNode stack, String pointer, String value) throws JsonProcessingException {
        JsonPointer place = JsonPointer.compile(pointer);
        ObjectNode parent = (ObjectNode) stack.at(place.head());
        String key = place.last().getMatchingProperty();
        if (value.isEmpty()) {
            assertThat(parent.remove(key)).as(pointer).isNotNull();
        } else {
            parent.set(key, JSON.readTree(value));
        }
    }

    private static String allow(String action, String resource) {
        return statement("{'Effect':'Allow','Action':['" + action + "'],'Resource':['" + resource + "']}");
    }

    /** A policy with that one statement, as the JSON string that stands in the configuration. */
    private static String statement(String singleQuoted) {
        String document = "{'Version':'2012-10-17','Statement':[" + singleQuoted + "]}";
        return JSON.getNodeFactory().textNode(document.replace('\'', '"')).toString();
    }
}
