package gallery.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the AWS credentials of a run come from, found without calling AWS and without reading a secret.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html">the standard chain</a>
 */
record Credentials(Map<String, String> variables) {

    Optional<String> source() {
        if (has("AWS_ACCESS_KEY_ID") && has("AWS_SECRET_ACCESS_KEY")) {
            return Optional.of("AWS_ACCESS_KEY_ID");
        }
        if (has("AWS_WEB_IDENTITY_TOKEN_FILE") && has("AWS_ROLE_ARN")) {
            return Optional.of("AWS_WEB_IDENTITY_TOKEN_FILE");
        }
        if (has("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || has("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
            return Optional.of("the container's credentials");
        }
        if (has("AWS_PROFILE")) {
            return Optional.of("profile " + variables.get("AWS_PROFILE"));
        }
        return file("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials").map(path -> "the default profile of " + path);
    }

    private boolean has(String name) {
        return !variables.getOrDefault(name, "").isEmpty();
    }

    private Optional<Path> file(String variable, String inHome) {
        Optional<Path> named = Optional.ofNullable(variables.get(variable)).map(Path::of);
        return named.or(() -> Optional.ofNullable(variables.get("HOME")).map(home -> Path.of(home, inHome)))
                .filter(Files::isRegularFile);
    }
}
