package gallery.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments in AWS, with the emulator in the part of AWS. */
class AccountIT {

    @TempDir
    Path temp;

    @Test
    void refusesTheCredentialsOfAnotherAccount() throws Exception {
        Gallery gallery = new Gallery(temp);
        Gallery.Ended start = gallery.run("local", "start");
        assertThat(start.status()).as(start.err()).isZero();
        try {
            keepStateLocally(gallery, "dev");

            Gallery.Ended plan = gallery.run(
                    Map.of(
                            "AWS_ENDPOINT_URL", start.out().strip(),
                            "AWS_ACCESS_KEY_ID", "test",
                            "AWS_SECRET_ACCESS_KEY", "never-to-be-shown"),
                    "plan",
                    "--env",
                    "dev",
                    "--stack",
                    "dynamodb");

            assertThat(plan.status()).as(plan.err()).isEqualTo(77);
            assertThat(plan.err())
                    .contains("belong to account 123456789012", "environment 'dev' is account 111122223333")
                    .doesNotContain("never-to-be-shown");
        } finally {
            gallery.run("local", "stop");
        }
    }

    @Test
    void saysWhichCredentialsAreMissing() throws Exception {
        Gallery gallery = new Gallery(temp);

        Gallery.Ended plan = gallery.run(
                Map.of("HOME", temp.toString(), "AWS_EC2_METADATA_DISABLED", "true"),
                "plan",
                "--env",
                "prod",
                "--stack",
                "s3");

        assertThat(plan.status()).isEqualTo(1);
        assertThat(plan.err()).contains("no AWS credentials for environment 'prod' (account 777788889999)");
    }

    // The emulator holds no state bucket.
    private static void keepStateLocally(Gallery gallery, String environment) throws Exception {
        Path file = gallery.home().resolve("environments/" + environment + ".yaml");
        String text = Files.readString(file);
        String changed = text.replaceFirst("(?m)^backend:\\n(  .*\\n)+", "backend:\n  type: local\n");
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(file, changed);
    }
}
