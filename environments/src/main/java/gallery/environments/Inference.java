package gallery.environments;

/**
 * How the models are served.
 *
 * @param restore whether a finished picture is restored by GFPGAN before it is shown
 */
public record Inference(Endpoint facechain, Endpoint gfpgan, boolean restore) {

    /** The endpoint settings of one model. */
    public Endpoint of(Model model) {
        return switch (model) {
            case FACECHAIN -> facechain;
            case GFPGAN -> gfpgan;
        };
    }

    /**
     * A SageMaker endpoint.
     *
     * @param instanceType for example {@code ml.g4dn.xlarge}
     * @param minCapacity instances that always run; 0 only for {@link Mode#ASYNC}
     * @param maxCapacity instances at the highest load
     */
    public record Endpoint(Mode mode, String instanceType, int minCapacity, int maxCapacity) {}

    /** How requests reach an endpoint. */
    public enum Mode {
        /** Queued by SageMaker, so that the endpoint can scale to zero. */
        ASYNC,
        /** Answered while the caller waits, at most 60 seconds. */
        REALTIME
    }
}
