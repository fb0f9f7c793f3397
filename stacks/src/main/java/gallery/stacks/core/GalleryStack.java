package gallery.stacks.core;

import com.hashicorp.cdktf.CloudBackend;
import com.hashicorp.cdktf.CloudBackendConfig;
import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.NamedCloudWorkspace;
import com.hashicorp.cdktf.S3Backend;
import com.hashicorp.cdktf.S3BackendConfig;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import com.hashicorp.cdktf.providers.aws.provider.AwsProviderConfig;
import com.hashicorp.cdktf.providers.aws.provider.AwsProviderDefaultTags;
import gallery.environments.Backend;
import gallery.environments.Environment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * A stack of the gallery: its backend and the AWS provider.
 *
 * <p>The provider block is the same in every stack of an environment, so that one provider process can serve them all;
 * what distinguishes a stack is tagged on its resources.
 */
public abstract class GalleryStack extends TerraformStack {

    /** The range the stacks are written for; the upper bound keeps the next major version out. */
    public static final String AWS_PROVIDER_VERSION = ">= 5.100.0, < 6.0.0";

    /** The oldest Terraform with S3 native state locking that is no longer experimental. */
    public static final String TERRAFORM_VERSION = ">= 1.10.0";

    /** The tag that names the stack a resource belongs to. */
    public static final String TAG = "Stack";

    private final String name;
    private final StackContext context;

    protected GalleryStack(Construct scope, String name, StackContext context) {
        super(scope, name);
        this.name = name;
        this.context = context;
        addProvider();
        addBackend(name);
        addOverride("terraform.required_version", TERRAFORM_VERSION);
        addOverride("terraform.required_providers.aws.version", AWS_PROVIDER_VERSION);
    }

    /**
     * The tags that every taggable resource of this stack carries beside the provider's default tags.
     *
     * <p>They sit on the resources, because a stack's own default tags would make its provider block differ from the others'.
     */
    public final Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(TAG, name);
        return tags;
    }

    /** What this stack is built from; public for the constructs, which see a stack only from outside. */
    public final StackContext context() {
        return context;
    }

    protected final Environment environment() {
        return context.environment();
    }

    protected final Names names() {
        return context.names();
    }

    protected final Arns arns() {
        return context.arns();
    }

    private void addProvider() {
        Environment environment = environment();
        Map<String, String> tags = new TreeMap<>(environment.tags());
        tags.put("Application", "gallery");
        tags.put("Environment", environment.name());
        tags.put("ManagedBy", "terraform");
        AwsProviderConfig.Builder provider = AwsProviderConfig.builder()
                .region(environment.region())
                .defaultTags(List.of(AwsProviderDefaultTags.builder().tags(tags).build()));
        if (environment.isLocal()) {
            // Nothing here calls AWS: a plan needs neither credentials nor a network. The emulator's address arrives as
            // AWS_ENDPOINT_URL, because an endpoints block makes each plan markedly slower.
            provider.accessKey("emulator")
                    .secretKey("emulator")
                    .skipCredentialsValidation(true)
                    .skipMetadataApiCheck("true")
                    .skipRequestingAccountId(true)
                    .s3UsePathStyle(true)
                    .maxRetries(2);
        } else {
            provider.allowedAccountIds(List.of(environment.account()));
        }
        new AwsProvider(this, "aws", provider.build());
    }

    private void addBackend(String stack) {
        Backend backend = environment().backend();
        if (backend instanceof Backend.Local) {
            new LocalBackend(
                    this,
                    LocalBackendConfig.builder()
                            .path(context.stateFile(stack).toString())
                            .build());
        } else if (backend instanceof Backend.S3 s3) {
            addS3Backend(stack, s3);
        } else if (backend instanceof Backend.Cloud cloud) {
            addCloudBackend(stack, cloud);
        }
    }

    private void addS3Backend(String stack, Backend.S3 s3) {
        S3BackendConfig.Builder config = S3BackendConfig.builder()
                .bucket(s3.bucket())
                .key(names().stateKey(s3, stack))
                .region(s3.region())
                .encrypt(true);
        s3.kmsKey().ifPresent(config::kmsKeyId);
        new S3Backend(this, config.build());
        // Newer than the bindings.
        addOverride("terraform.backend.s3.use_lockfile", true);
        addOverride(
                "terraform.backend.s3.allowed_account_ids",
                List.of(environment().account()));
    }

    private void addCloudBackend(String stack, Backend.Cloud cloud) {
        new CloudBackend(
                this,
                CloudBackendConfig.builder()
                        .hostname(cloud.hostname())
                        .organization(cloud.organization())
                        .workspaces(new NamedCloudWorkspace(names().workspace(stack)))
                        .build());
        // Newer than the bindings.
        cloud.project().ifPresent(project -> addOverride("terraform.cloud.workspaces.project", project));
    }
}
