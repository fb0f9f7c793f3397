package gallery.stacks.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gallery.stacks.SynthesizedAlone;
import gallery.stacks.TestEnvironments;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reviewed files of the real environments do not show. */
class CognitoStackTest {

    @TempDir
    private Path directory;

    @Test
    void returnsOnlyToPagesThatCognitoTakes() {
        JsonNode client = webClient("http://localhost:3000", "http://127.0.0.1:3000", "http://localhost.example.com");

        assertThat(client.path("callback_urls").toString()).isEqualTo("[\"http://localhost:3000/\"]");
        assertThat(client.path("logout_urls")).isEqualTo(client.path("callback_urls"));
        assertThat(client.path("allowed_oauth_flows").toString()).isEqualTo("[\"code\"]");
    }

    @Test
    void offersNoHostedSignInWhereNoPageIsKnown() {
        JsonNode client = webClient("*");

        assertThat(client.has("callback_urls")).isFalse();
        assertThat(client.has("allowed_oauth_flows_user_pool_client")).isFalse();
        assertThat(client.path("explicit_auth_flows").toString())
                .isEqualTo("[\"ALLOW_USER_SRP_AUTH\",\"ALLOW_REFRESH_TOKEN_AUTH\"]");
    }

    private JsonNode webClient(String... origins) {
        return SynthesizedAlone.of("cognito", TestEnvironments.withOrigins(origins), directory, CognitoStack::new)
                .at("/resource/aws_cognito_user_pool_client/web");
    }
}
