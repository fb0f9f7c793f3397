package gallery.stacks.build;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AssetType;
import com.hashicorp.cdktf.TerraformAsset;
import com.hashicorp.cdktf.TerraformAssetConfig;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.providers.aws.s3_object.S3Object;
import gallery.environments.Model;
import gallery.stacks.construct.ContainerSource;
import gallery.stacks.construct.PrivateBucket;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.constructs.Construct;

/** A model's source, uploaded under its image tag, and the build that turns it into an image. */
public final class CodebuildStack extends GalleryStack {

    public CodebuildStack(Construct scope, String name, StackContext context, Model model) {
        super(scope, name, context);
        ContainerSource source = ContainerSource.read(context.containers(), model);
        // The source in use never expires. One that another has replaced is deleted by Terraform, and its noncurrent
        // version expires with all others of the bucket.
        PrivateBucket bucket = PrivateBucket.named(names().sourceBucket(model))
                .eventNotifications()
                .create(this, "source");
        TerraformAsset archive = new TerraformAsset(
                this,
                "archive",
                TerraformAssetConfig.builder()
                        .path(write(source, model).toString())
                        .type(AssetType.FILE)
                        .build());
        S3Object.Builder.create(this, "source-object")
                .bucket(bucket.bucket().getId())
                .key(source.imageTag() + ".zip")
                .source(archive.getPath())
                .contentType("application/zip")
                .tags(tags())
                .build()
                .overrideLogicalId("source");
        ImageBuild build = new ImageBuild(this, "build", model, source.imageTag());
        TerraformOutput.Builder.create(this, "image_tag")
                .value(source.imageTag())
                .build();
        TerraformOutput.Builder.create(this, "project_name")
                .value(build.project().getName())
                .build();
    }

    // Beside the synthesized stacks, because the source tree may be read-only and the asset is copied from a file.
    private Path write(ContainerSource source, Model model) {
        Path file = Path.of(App.of(this).getOutdir(), "sources", model.id() + ".zip");
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, source.zip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the source archive " + file, e);
        }
    }
}
