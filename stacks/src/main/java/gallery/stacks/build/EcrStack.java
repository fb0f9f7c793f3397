package gallery.stacks.build;

import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.providers.aws.ecr_lifecycle_policy.EcrLifecyclePolicy;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepository;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryEncryptionConfiguration;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryImageScanningConfiguration;
import gallery.environments.Images.Encryption;
import gallery.environments.Model;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import java.util.List;
import software.constructs.Construct;

/** A model's image repository, and beside it the repository of its build cache. */
public final class EcrStack extends GalleryStack {

    public EcrStack(Construct scope, String name, StackContext context, Model model) {
        super(scope, name, context);
        EcrRepository images = repository("images", names().repository(model), "IMMUTABLE", true);
        keep(images, "images", ImageRetention.ofImages(environment().builds().keepImages()));
        // One tag that every build moves. Nobody runs what is in it, so nobody needs it scanned.
        EcrRepository cache = repository("cache", names().buildCache(model), "MUTABLE", false);
        keep(cache, "cache", ImageRetention.ofBuildCache());
        TerraformOutput.Builder.create(this, "repository_url")
                .value(images.getRepositoryUrl())
                .build();
        TerraformOutput.Builder.create(this, "build_cache_url")
                .value(cache.getRepositoryUrl())
                .build();
    }

    private EcrRepository repository(String id, String repository, String mutability, boolean scanned) {
        return EcrRepository.Builder.create(this, id)
                .name(repository)
                .imageTagMutability(mutability)
                .imageScanningConfiguration(EcrRepositoryImageScanningConfiguration.builder()
                        .scanOnPush(scanned)
                        .build())
                .encryptionConfiguration(List.of(EcrRepositoryEncryptionConfiguration.builder()
                        .encryptionType(encryption())
                        .build()))
                .forceDelete(!environment().isProtected())
                .tags(tags())
                .build();
    }

    // An image holds no personal data: where keys of KMS are asked for, the one that AWS manages for ECR will do.
    private String encryption() {
        return environment().images().encryption() == Encryption.KMS ? "KMS" : "AES256";
    }

    private void keep(EcrRepository repository, String id, String policy) {
        EcrLifecyclePolicy.Builder.create(this, id + "-lifecycle")
                .repository(repository.getName())
                .policy(policy)
                .build()
                .overrideLogicalId(id);
    }
}
