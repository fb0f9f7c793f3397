package gallery.stacks.inference;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.sagemaker_model.SagemakerModel;
import com.hashicorp.cdktf.providers.aws.sagemaker_model.SagemakerModelPrimaryContainer;
import gallery.stacks.construct.ServiceRole;
import gallery.stacks.core.GalleryStack;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A SageMaker model: an image and the settings that its container starts with.
 *
 * @param base what the model's name begins with
 * @param roleName the role that SageMaker and the container work with
 * @param variables the container's environment
 */
record ServedModel(String base, String image, String roleName, SortedMap<String, String> variables) {

    ServedModel {
        variables = new TreeMap<>(variables);
    }

    String name() {
        return ContentName.of(base, List.of(image, roleName, variables.toString()));
    }

    /** Creates the model; the network stays open to it, because its container reads and writes Amazon S3. */
    SagemakerModel create(GalleryStack stack, String id, ServiceRole role) {
        return SagemakerModel.Builder.create(stack, id)
                .name(name())
                .executionRoleArn(role.arn())
                .enableNetworkIsolation(false)
                .primaryContainer(SagemakerModelPrimaryContainer.builder()
                        .image(image)
                        .environment(variables)
                        .build())
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .dependsOn(List.of(role.policy()))
                .tags(stack.tags())
                .build();
    }
}
