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
        return environment("test", false, new Backend.Local(), origins);
    }

    private static Environment environment(String name, boolean isProtected, Backend backend) {
        return environment(name, isProtected, backend, "https://gallery.example.com");
    }

    private static Environment environment(String name, boolean isProtected, Backend backend, String... origins) {
        Inference.Endpoint endpoint = new Inference.Endpoint(Inference.Mode.ASYNC, "ml.g4dn.xlarge", 0, 1);
        return new Environment(
                name,
                "eu-central-1",
                "111122223333",
                isProtected,
                backend,
                Map.of(),
                new Api(Api.Authorization.COGNITO, List.of(origins), new Api.Throttle(10, 20), false),
                new Images(Images.Encryption.KMS, Map.of(ImagePrefix.FACE_IMAGE, 30), 10_000_000, 50_000_000),
                new Inference(endpoint, endpoint, true),
                new Builds("BUILD_GENERAL1_LARGE", 60, 5, 14),
                new Functions(1024, 30, true, 14),
                new Alarms(Optional.empty()),
                Optional.empty());
    }
}
