package gallery.handlers.testing;

import gallery.handlers.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;

/** moto's Cognito with users who sign in, and the part of API Gateway that checks their tokens. */
public final class UserPool {

    private static final String PASSWORD = "Correct-horse-7";

    private final CognitoIdentityProviderClient cognito;
    private final URI endpoint;
    private final String pool;
    private final String client;

    public UserPool(TestCloud cloud) {
        cognito = cloud.client(CognitoIdentityProviderClient.builder()).build();
        endpoint = cloud.endpoint();
        pool = cognito.createUserPool(create -> create.poolName("gallery"))
                .userPool()
                .id();
        client = cognito.createUserPoolClient(create -> create.userPoolId(pool)
                        .clientName("web")
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH))
                .userPoolClient()
                .clientId();
    }

    /** Signs a user up and in; answers the ID token. */
    public String signIn(String user) {
        cognito.signUp(signUp -> signUp.clientId(client).username(user).password(PASSWORD));
        cognito.adminConfirmSignUp(confirm -> confirm.userPoolId(pool).username(user));
        return cognito.initiateAuth(auth -> auth.clientId(client)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", user, "PASSWORD", PASSWORD)))
                .authenticationResult()
                .idToken();
    }

    /** The token's claims, if its signature is the pool's. */
    public Map<String, Object> claims(String token) throws Exception {
        String[] parts = token.split("\\.", -1);
        JsonObject header = decoded(parts[0]);
        Signature signature = Signature.getInstance("SHA256withRSA");
        JsonObject key = key(header.text("kid").orElseThrow());
        signature.initVerify(
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
            throw new IllegalArgumentException("the token is not the pool's");
        }
        return decoded(parts[1]).values();
    }

    private JsonObject key(String id) throws Exception {
        String keys = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint.resolve("/" + pool + "/.well-known/jwks.json"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        for (Object key : (List<?>) JsonObject.parse(keys).value("keys").orElseThrow()) {
            JsonObject candidate = new JsonObject(Map.of("key", key)).inner("key");
            if (candidate.text("kid").filter(id::equals).isPresent()) {
                return candidate;
            }
        }
        throw new IllegalStateException("the pool has no key " + id);
    }

    private static BigInteger number(JsonObject key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.text(name).orElseThrow()));
    }

    private static JsonObject decoded(String part) throws Exception {
        return JsonObject.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
