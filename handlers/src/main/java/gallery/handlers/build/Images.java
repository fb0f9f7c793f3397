package gallery.handlers.build;

/** The images of one ECR repository. */
@FunctionalInterface
interface Images {

    boolean hold(ImageTag tag);
}
