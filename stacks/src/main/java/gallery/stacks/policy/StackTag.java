package gallery.stacks.policy;

import gallery.stacks.core.GalleryStack;
import java.util.stream.Stream;

/** Every taggable resource says which stack owns it. */
final class StackTag implements Policy {

    @Override
    public String id() {
        return "stack-tag";
    }

    @Override
    public String reason() {
        return "Whoever finds a resource in the console or on the bill must find its stack.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources()
                .filter(resource -> ResourceKind.of(resource.type())
                        .map(ResourceKind::taggable)
                        .orElse(false))
                .filter(resource -> !resource.body()
                        .path("tags")
                        .path(GalleryStack.TAG)
                        .asText()
                        .equals(resource.stack()))
                .map(resource -> resource.finding("lacks the tag " + GalleryStack.TAG + " = " + resource.stack()));
    }
}
