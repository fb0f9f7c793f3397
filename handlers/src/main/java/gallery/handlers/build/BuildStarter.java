package gallery.handlers.build;

/** Starts builds of one CodeBuild project. */
@FunctionalInterface
interface BuildStarter {

    /**
     * Starts a build of {@code tag} from the object of its sources.
     *
     * @param idempotencyToken within five minutes, a second start with the same token yields the first one's build
     */
    Build start(ImageTag tag, String idempotencyToken);
}
