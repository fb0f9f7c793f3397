package gallery.stacks.construct;

import com.hashicorp.cdktf.AssetType;
import com.hashicorp.cdktf.Fn;
import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformAsset;
import com.hashicorp.cdktf.TerraformAssetConfig;
import com.hashicorp.cdktf.providers.aws.lambda_alias.LambdaAlias;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunction;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionDeadLetterConfig;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionEnvironment;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionSnapStart;
import gallery.stacks.core.GalleryStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/** A Lambda function written in Java, with its role and its log group. */
public final class JavaFunction extends Construct {

    /** The alias of a published function's newest version. */
    public static final String LIVE = "live";

    private static final String RUNTIME = "java21";

    // Graviton costs a fifth less for the same time, and bytecode does not mind.
    private static final String ARCHITECTURE = "arm64";

    private final String name;
    private final LambdaFunction function;
    private final Optional<LambdaAlias> live;

    private JavaFunction(GalleryStack stack, String id, Builder settings) {
        super(stack, id + "-function");
        name = settings.name;
        LogGroup logs = LogGroup.create(
                stack,
                id,
                "/aws/lambda/" + name,
                stack.context().environment().lambda().logRetentionDays());
        ServiceRole role = role(stack, id, settings, logs);
        TerraformAsset jar = new TerraformAsset(
                this,
                "jar",
                TerraformAssetConfig.builder()
                        .path(jar(stack.context().functions(), settings.jar).toString())
                        .type(AssetType.FILE)
                        .build());
        List<ITerraformDependable> before = List.of(role.policy(), logs.resource());
        LambdaFunction.Builder builder = LambdaFunction.Builder.create(this, "function")
                .functionName(name)
                .description(settings.description)
                .runtime(RUNTIME)
                .architectures(List.of(ARCHITECTURE))
                .handler(settings.handler)
                .filename(jar.getPath())
                .sourceCodeHash(Fn.filebase64sha256(jar.getPath()))
                .role(role.arn())
                .memorySize(settings.memoryMb)
                .timeout(Math.toIntExact(settings.timeout.toSeconds()))
                .environment(LambdaFunctionEnvironment.builder()
                        .variables(settings.variables)
                        .build())
                .dependsOn(before)
                .tags(stack.tags());
        settings.deadLetters.ifPresent(queue -> builder.deadLetterConfig(
                LambdaFunctionDeadLetterConfig.builder().targetArn(queue.arn()).build()));
        if (settings.published) {
            builder.publish(true);
            if (stack.context().environment().lambda().snapStart()) {
                builder.snapStart(LambdaFunctionSnapStart.builder()
                        .applyOn("PublishedVersions")
                        .build());
            }
        }
        function = builder.build();
        function.overrideLogicalId(id);
        // Newer than the bindings.
        function.addOverride(
                "logging_config", List.of(new TreeMap<>(Map.of("log_format", "JSON", "log_group", logs.name()))));
        live = settings.published ? Optional.of(alias(id)) : Optional.empty();
    }

    private LambdaAlias alias(String id) {
        LambdaAlias alias = LambdaAlias.Builder.create(this, "live")
                .name(LIVE)
                .description("The version that callers get")
                .functionName(function.getFunctionName())
                .functionVersion(function.getVersion())
                .build();
        alias.overrideLogicalId(id);
        return alias;
    }

    /** Begins a function of that name. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    /** The ARN as a reference. */
    public String arn() {
        return function.getArn();
    }

    /** The function itself, for what must wait until it exists. */
    public LambdaFunction resource() {
        return function;
    }

    /**
     * The alias that callers of a published function call.
     *
     * @throws IllegalStateException when the function is not published
     */
    public LambdaAlias live() {
        return live.orElseThrow(() -> new IllegalStateException("the function " + name + " is not published"));
    }

    /** Goes off when a call of the function failed. */
    public MetricAlarm errors(String description) {
        return MetricAlarm.count(
                "AWS/Lambda", "Errors", Map.of("FunctionName", name), Duration.ofMinutes(5), 1, description);
    }

    private static ServiceRole role(GalleryStack stack, String id, Builder settings, LogGroup logs) {
        ServiceRole.Builder role = ServiceRole.named(settings.name, "lambda.amazonaws.com")
                .describedAs("The function " + settings.name)
                .allowing(Statement.allow("WriteLogs")
                        .actions("logs:CreateLogStream", "logs:PutLogEvents")
                        .on(stack.context().arns().logStreams(logs.name())))
                .allowing(settings.statements);
        settings.deadLetters.ifPresent(queue -> role.allowing(queue.send()));
        return role.create(stack, id);
    }

    private static Path jar(Path functions, String name) {
        Path jar = functions.resolve(name);
        if (!Files.isRegularFile(jar)) {
            throw new UnusableSourceException(
                    "the functions' code " + jar + " does not exist; build it, or name the folder that holds it");
        }
        return jar;
    }

    /** Collects what distinguishes one function from another. */
    public static final class Builder {

        private final String name;
        private final Map<String, String> variables = new TreeMap<>();
        private final List<Statement> statements = new ArrayList<>();
        private String description = "";
        private String jar = "";
        private String handler = "";
        private int memoryMb = 512;
        private Duration timeout = Duration.ofMinutes(1);
        private boolean published;
        private Optional<DeadLetterQueue> deadLetters = Optional.empty();

        private Builder(String name) {
            this.name = name;
        }

        public Builder describedAs(String text) {
            description = text;
            return this;
        }

        /**
         * Names the code.
         *
         * @param file a jar in the folder of the Lambda jars
         * @param method {@code package.Class::method}
         */
        public Builder runs(String file, String method) {
            jar = file;
            handler = method;
            return this;
        }

        /** Memory in MiB, 128 to 10,240; computing power grows with it. */
        public Builder memory(int mebibytes) {
            memoryMb = mebibytes;
            return this;
        }

        /** The longest that one call may take, at most 15 minutes. */
        public Builder timeout(Duration longest) {
            timeout = longest;
            return this;
        }

        /** Sets an environment variable; never a secret, since whoever reads the configuration reads it. */
        public Builder variable(String key, String value) {
            variables.put(key, value);
            return this;
        }

        /**
         * Publishes a version at each change and points the alias {@value JavaFunction#LIVE} to it. Where the environment asks for
         * SnapStart, versions start from a snapshot.
         */
        public Builder published() {
            published = true;
            return this;
        }

        /** Adds to what the function may do, beside writing its log. */
        public Builder allowing(Statement statement) {
            statements.add(statement);
            return this;
        }

        public Builder allowing(List<Statement> more) {
            statements.addAll(more);
            return this;
        }

        /** Sends events here that the function was given asynchronously and failed on three times. */
        public Builder deadLetters(DeadLetterQueue queue) {
            deadLetters = Optional.of(queue);
            return this;
        }

        /** Creates the function; {@code id} is its name within Terraform. */
        public JavaFunction create(GalleryStack stack, String id) {
            return new JavaFunction(stack, id, this);
        }
    }
}
