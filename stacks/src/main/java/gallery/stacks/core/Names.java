package gallery.stacks.core;

import gallery.environments.Backend;
import gallery.environments.Environment;
import gallery.environments.Model;

/**
 * The names of everything that one stack creates and another refers to.
 *
 * <p>They depend on the environment alone, so a stack can be planned before the stacks it runs after are applied.
 */
public final class Names {

    private final Environment environment;

    public Names(Environment environment) {
        this.environment = environment;
    }

    /** {@code gallery-<env>-<thing>}, the form of every name that is unique within an account and region. */
    public String of(String thing) {
        return "gallery-" + environment.name() + "-" + thing;
    }

    /**
     * {@code gallery-<env>-<thing>-<account>}, for names that all AWS accounts share, such as buckets.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">bucket naming rules</a>
     */
    public String global(String thing) {
        return of(thing) + "-" + environment.account();
    }

    /** The HCP Terraform workspace of a stack. */
    public String workspace(String stack) {
        return of(stack);
    }

    /** The object that holds the state of a stack. */
    public String stateKey(Backend.S3 backend, String stack) {
        return backend.keyPrefix() + "/" + stack + ".tfstate";
    }

    /** The bucket that holds photographs, results and inference requests. */
    public String imageBucket() {
        return global("images");
    }

    /** The alias of the key that encrypts the image bucket when the environment asks for SSE-KMS. */
    public String imageKeyAlias() {
        return "alias/" + of("images");
    }

    /** The table that follows each picture from upload to result. */
    public String processTable() {
        return of("process");
    }

    /** The table of each user's newest picture. */
    public String displayTable() {
        return of("display");
    }

    /** The table of all finished pictures. */
    public String displayHistoryTable() {
        return of("display-history");
    }

    /** The table of the portraits that faces are fused into. */
    public String baseResourceTable() {
        return of("base-resource");
    }

    /** The table of the users' consents. */
    public String userAgreementTable() {
        return of("user-agreement");
    }

    /** The Cognito user pool; it is referred to by its generated id, not by this name. */
    public String userPool() {
        return of("users");
    }

    /**
     * The first part of the sign-in pages' host, shared by all AWS accounts of a region.
     *
     * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html">prefix
     *     domains</a>
     */
    public String signInDomain() {
        return global("auth");
    }

    /** The ECR repository of a model's image. */
    public String repository(Model model) {
        return of(model.id());
    }

    /** The ECR repository of the layers that a model's next build starts from. */
    public String buildCache(Model model) {
        return of(model.id() + "-build-cache");
    }

    /** The CodeBuild project that builds a model's image. */
    public String buildProject(Model model) {
        return of(model.id() + "-build");
    }

    /** The bucket that holds the build sources of a model. */
    public String sourceBucket(Model model) {
        return global(model.id() + "-source");
    }

    /** The function that starts the build of a model's image tag. */
    public String buildTrigger(Model model) {
        return of(model.id() + "-build-trigger");
    }

    /** The function that waits for the build of a model's image tag. */
    public String buildStatus(Model model) {
        return of(model.id() + "-build-status");
    }

    /** The SageMaker endpoint that serves a model. */
    public String endpoint(Model model) {
        return of(model.id());
    }
}
