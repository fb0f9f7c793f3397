package gallery.environments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a schema cannot say, because it concerns several keys or the file's name. Each rule states its reason. */
final class CrossFieldRules {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,15}");
    private static final List<String> COGNITO_RESERVED = List.of("aws", "amazon", "cognito");
    private static final Pattern DEFAULT_PORT = Pattern.compile("http://.*:80|https://.*:443");
    private static final Set<String> STACK_TAGS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        STACK_TAGS.addAll(List.of("Application", "Environment", "ManagedBy", "Stack"));
    }

    private static final List<Function<Draft, List<Problem>>> RULES = List.of(
            CrossFieldRules::name,
            CrossFieldRules::account,
            CrossFieldRules::endpoint,
            CrossFieldRules::localState,
            CrossFieldRules::localUnprotected,
            CrossFieldRules::protectedAuthorization,
            CrossFieldRules::protectedState,
            CrossFieldRules::protectedEncryption,
            CrossFieldRules::protectedAlarms,
            CrossFieldRules::protectedOrigins,
            CrossFieldRules::protectedPortraits,
            CrossFieldRules::anyOrigin,
            CrossFieldRules::defaultPort,
            CrossFieldRules::tagNames,
            CrossFieldRules::stateKeyRegion,
            CrossFieldRules::certificateRegion,
            CrossFieldRules::capacity,
            CrossFieldRules::realtime);

    private CrossFieldRules() {}

    static List<Problem> check(Draft draft) {
        return RULES.stream().flatMap(rule -> rule.apply(draft).stream()).toList();
    }

    /**
     * The name becomes part of every resource name; with sixteen characters the longest stays within 63 (buckets).
     * Cognito refuses three words in the prefix of a hosted domain.
     *
     * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html">Cognito
     *     domain prefix</a>
     */
    private static List<Problem> name(Draft draft) {
        String name = draft.name();
        List<Problem> problems = new ArrayList<>(require(
                NAME.matcher(name).matches(),
                "",
                "the file's name makes '" + name + "' the environment's name, which must be 1 to 16 lower-case letters,"
                        + " digits and hyphens and begin with a letter; rename the file"));
        for (String word : COGNITO_RESERVED) {
            problems.addAll(require(
                    !name.contains(word),
                    "",
                    "the file's name holds '" + word
                            + "', which Amazon Cognito refuses in the name of a domain; rename the file"));
        }
        return problems;
    }

    /** The account number is what keeps a run from touching another account. */
    private static List<Problem> account(Draft draft) {
        return require(
                draft.isLocal() || draft.has("/account"),
                "/account",
                "is missing; every environment but local must name its AWS account, twelve digits in quotes");
    }

    /** An emulator's address in a real environment would send real changes nowhere. */
    private static List<Problem> endpoint(Draft draft) {
        return require(
                draft.isLocal() || !draft.has("/endpointUrl"),
                "/endpointUrl",
                "is for the local environment only; remove it");
    }

    /** No AWS account and no remote runner stands behind the emulator. */
    private static List<Problem> localState(Draft draft) {
        return require(
                !draft.isLocal() || !differs(draft, "/backend/type", "local"),
                "/backend/type",
                "must be local in the local environment, because its emulator is out of reach for any other");
    }

    /** The emulator forgets everything when it stops. */
    private static List<Problem> localUnprotected(Draft draft) {
        return require(
                !draft.isLocal() || !draft.isProtected(),
                "/protected",
                "must be false in the local environment, because the emulator keeps nothing");
    }

    /** Otherwise anybody on the internet could spend GPU hours and read visitors' pictures. */
    private static List<Problem> protectedAuthorization(Draft draft) {
        return require(
                !guarded(draft) || !differs(draft, "/api/authorization", "cognito"),
                "/api/authorization",
                "must be cognito in a protected environment, because without it anybody may call the API");
    }

    /** State in a file on one machine is lost with the machine, and with it the control over what exists. */
    private static List<Problem> protectedState(Draft draft) {
        return require(
                !guarded(draft) || !draft.is("/backend/type", "local"),
                "/backend/type",
                "must be s3 or cloud in a protected environment, because a file on one machine is easily lost");
    }

    /** Visitors' faces are personal data: a key of their own makes each access a matter of permission and of record. */
    private static List<Problem> protectedEncryption(Draft draft) {
        return require(
                !guarded(draft) || !differs(draft, "/images/encryption", "kms"),
                "/images/encryption",
                "must be kms in a protected environment, because it holds visitors' faces");
    }

    /** An alarm that nobody receives is none. */
    private static List<Problem> protectedAlarms(Draft draft) {
        return require(
                !guarded(draft) || draft.has("/alarms/email"),
                "/alarms/email",
                "is missing; a protected environment needs somebody who hears of its alarms");
    }

    /** Pages of plain HTTP can be altered on their way, and {@code *} admits any page. */
    private static List<Problem> protectedOrigins(Draft draft) {
        return origins(
                draft,
                origin -> guarded(draft) && (origin.equals("*") || origin.startsWith("http://"))
                        ? Optional.of("must be an https origin in a protected environment, but is '" + origin + "'")
                        : Optional.empty());
    }

    /** The portraits are the gallery's own stock; once they expired, no picture could be made any more. */
    private static List<Problem> protectedPortraits(Draft draft) {
        return require(
                !guarded(draft) || !draft.has("/images/retentionDays/baseImage"),
                "/images/retentionDays/baseImage",
                "must be left out in a protected environment, because the gallery's own portraits would expire");
    }

    /** {@code *} admits every origin, so others beside it promise a limit that does not exist. */
    private static List<Problem> anyOrigin(Draft draft) {
        List<String> origins = draft.texts("/api/allowedOrigins");
        return require(
                !origins.contains("*") || origins.size() == 1,
                "/api/allowedOrigins",
                "holds '*', which admits every origin, beside others; keep either");
    }

    /**
     * Browsers leave the scheme's own port out of the Origin header, so such an entry would never match.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-6.2">RFC 6454, section 6.2</a>
     */
    private static List<Problem> defaultPort(Draft draft) {
        return origins(
                draft,
                origin -> DEFAULT_PORT.matcher(origin).matches()
                        ? Optional.of("must not name the scheme's own port, because browsers leave it out; write '"
                                + origin.substring(0, origin.lastIndexOf(':')) + "'")
                        : Optional.empty());
    }

    /** The stacks set some tags themselves; IAM compares tag keys without regard to case. */
    private static List<Problem> tagNames(Draft draft) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (String key : draft.keys("/tags")) {
            String pointer = "/tags/" + Pointers.escape(key);
            problems.addAll(require(
                    !STACK_TAGS.contains(key),
                    pointer,
                    "is a tag that the stacks set themselves; choose another name"));
            String other = seen.putIfAbsent(key.toLowerCase(Locale.ROOT), key);
            problems.addAll(require(
                    other == null,
                    pointer,
                    "differs from '" + other + "' in upper and lower case alone, which IAM refuses"));
        }
        return problems;
    }

    /**
     * S3 encrypts with keys of the bucket's own region only.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html">SSE-KMS</a>
     */
    private static List<Problem> stateKeyRegion(Draft draft) {
        String keyRegion = draft.text("/backend/kmsKey")
                .filter(arn -> arn.startsWith("arn:aws:kms:"))
                .map(arn -> arn.split(":", -1)[3])
                .orElse("");
        String region = draft.text("/backend/region").orElse("");
        return require(
                keyRegion.isEmpty() || region.isEmpty() || keyRegion.equals(region),
                "/backend/kmsKey",
                "must be a key of the bucket's region " + region + ", but is one of " + keyRegion);
    }

    /**
     * A regional API takes certificates of its own region only.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html">regional
     *     domain names</a>
     */
    private static List<Problem> certificateRegion(Draft draft) {
        String certificateRegion = draft.text("/api/domain/certificate")
                .filter(arn -> arn.startsWith("arn:aws:acm:"))
                .map(arn -> arn.split(":", -1)[3])
                .orElse("");
        String region = draft.text("/region").orElse("");
        return require(
                certificateRegion.isEmpty() || region.isEmpty() || certificateRegion.equals(region),
                "/api/domain/certificate",
                "must be a certificate of the region " + region + ", but is one of " + certificateRegion);
    }

    /** Application Auto Scaling refuses a lower bound above the upper one. */
    private static List<Problem> capacity(Draft draft) {
        return models(endpoint -> {
            int min = draft.integer(endpoint + "/minCapacity").orElse(0);
            int max = draft.integer(endpoint + "/maxCapacity").orElse(Integer.MAX_VALUE);
            return require(
                    min <= max,
                    endpoint + "/minCapacity",
                    "must not be above maxCapacity (" + max + "), but is " + min);
        });
    }

    /**
     * Only asynchronous endpoints can wait for an instance to start; a realtime one without any answers with errors.
     *
     * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html">autoscaling of
     *     asynchronous endpoints</a>
     */
    private static List<Problem> realtime(Draft draft) {
        return models(endpoint -> require(
                !draft.is(endpoint + "/mode", "realtime")
                        || draft.integer(endpoint + "/minCapacity").orElse(1) >= 1,
                endpoint + "/minCapacity",
                "must be at least 1 in realtime mode, because only async endpoints scale to zero"));
    }

    private static List<Problem> require(boolean holds, String pointer, String message) {
        return holds ? List.of() : List.of(new Problem(pointer, message));
    }

    /** Protected, and not the local environment, which cannot be: one problem there is enough. */
    private static boolean guarded(Draft draft) {
        return draft.isProtected() && !draft.isLocal();
    }

    /** Whether there is a text at {@code pointer} other than {@code expected}. */
    private static boolean differs(Draft draft, String pointer, String expected) {
        return draft.text(pointer).filter(text -> !text.equals(expected)).isPresent();
    }

    private static List<Problem> origins(Draft draft, Function<String, Optional<String>> message) {
        List<Problem> problems = new ArrayList<>();
        List<String> origins = draft.texts("/api/allowedOrigins");
        for (int i = 0; i < origins.size(); i++) {
            String pointer = "/api/allowedOrigins/" + i;
            message.apply(origins.get(i)).ifPresent(text -> problems.add(new Problem(pointer, text)));
        }
        return problems;
    }

    private static List<Problem> models(Function<String, List<Problem>> check) {
        return Stream.of(Model.values())
                .flatMap(model -> check.apply("/inference/" + model.id()).stream())
                .toList();
    }
}
