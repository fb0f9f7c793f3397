package gallery.handlers.build;

import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;

/** The images of a repository in Amazon ECR. Needs {@code ecr:DescribeImages}. */
final class EcrImages implements Images {

    private final EcrClient ecr;
    private final String repository;

    EcrImages(EcrClient ecr, String repository) {
        this.ecr = ecr;
        this.repository = repository;
    }

    @Override
    public boolean hold(ImageTag tag) {
        ImageIdentifier image = ImageIdentifier.builder().imageTag(tag.value()).build();
        try {
            ecr.describeImages(request -> request.repositoryName(repository).imageIds(image));
            return true;
        } catch (ImageNotFoundException e) {
            return false;
        }
    }
}
