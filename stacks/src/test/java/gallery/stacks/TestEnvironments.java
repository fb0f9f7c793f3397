package gallery.stacks;

import gallery.environments.Alarms;
import gallery.environments.Api;
import gallery.environments.Backend;
import gallery.environments.Builds;
import gallery.environments.Environment;
import gallery.environments.Functions;
import gallery.environments.ImagePrefix;
import gallery.environments.Images;
import gallery.environments.Inference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Environments for tests that look at one setting and must not change with the files of the real ones. */
public final class TestEnvironments {

    private TestEnvironments() {}

    public static Environment unprotected(String name) {
        return environment(name, false, new Backend.Local());
    }

    public static Environment protectedOne(String name) {
        return environment(name, true, new Backend.Local());
    }

    public static Environment with(Backend backend) {
        return environment("test", false, backend);
    }

    public static Environment withOrigins(String... origins) {
        return with(api(Api.Authorization.COGNITO, false, origins));
    }

    public static Environment with(Api api) {
        return environment("test", false, new Backend.Local(), api, images(Images.Encryption.KMS), inference());
    }

    public static Environment with(Images.Encryption encryption) {
        return environment("test", false, new Backend.Local(), api(), images(encryption), inference());
    }

    public static Environment with(Inference inference) {
        return environment("test", false, new Backend.Local(), api(), images(Images.Encryption.KMS), inference);
    }

    /** Settings of an API that lets ten requests a second through. */
    public static Api api(Api.Authorization authorization, boolean waf, String... origins) {
        return new Api(authorization, List.of(origins), new Api.Throttle(10, 20), waf, Optional.empty());
    }

    /** Settings of an API with a host name of its own. */
    public static Api api(Api.Domain domain) {
        return new Api(
                Api.Authorization.COGNITO,
                List.of("https://gallery.example.com"),
                new Api.Throttle(10, 20),
                false,
                Optional.of(domain));
    }

    /** Both models on one machine each. */
    public static Inference inference(Inference.Mode mode, boolean restore) {
        Inference.Endpoint endpoint = new Inference.Endpoint(mode, "ml.g4dn.xlarge", 0, 1);
        return new Inference(endpoint, endpoint, restore);
    }

    private static Api api() {
        return api(Api.Authorization.COGNITO, false, "https://gallery.example.com");
    }

    private static Images images(Images.Encryption encryption) {
        return new Images(encryption, Map.of(ImagePrefix.FACE_IMAGE, 30), 10_000_000, 50_000_000);
    }

    private static Inference inference() {
        return inference(Inference.Mode.ASYNC, true);
    }

    private static Environment environment(String name, boolean isProtected, Backend backend) {
        return environment(name, isProtected, backend, api(), images(Images.Encryption.KMS), inference());
    }

    private static Environment environment(
            String name, boolean isProtected, Backend backend, Api api, Images images, Inference inference) {
        return new Environment(
                name,
                "eu-central-1",
                "111122223333",
                isProtected,
                backend,
                Map.of(),
                api,
                images,
                inference,
                new Builds("BUILD_GENERAL1_LARGE", 60, 5, 14),
                new Functions(1024, 30, true, 14),
                new Alarms(Optional.empty()),
                Optional.empty());
    }
}
