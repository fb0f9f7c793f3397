package gallery.stacks.identity;

import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPool;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolAccountRecoverySetting;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolAccountRecoverySettingRecoveryMechanism;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolPasswordPolicy;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolSoftwareTokenMfaConfiguration;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolUserAttributeUpdateSettings;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolUsernameConfiguration;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool_client.CognitoUserPoolClient;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool_client.CognitoUserPoolClientTokenValidityUnits;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool_domain.CognitoUserPoolDomain;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import java.util.List;
import software.constructs.Construct;

/**
 * The user pool, the web client that signs visitors in and the hosted sign-in pages.
 *
 * <p>Threat protection (advanced security) stays off: it needs the Plus plan, billed for each active user. A second factor is
 * the visitor's choice and comes from an authenticator app, which costs nothing; text messages would.
 *
 * @see <a href="https://aws.amazon.com/cognito/pricing/">Amazon Cognito pricing</a>
 */
public final class CognitoStack extends GalleryStack {

    public CognitoStack(Construct scope, String name, StackContext context) {
        super(scope, name, context);
        CognitoUserPool pool = userPool();
        CognitoUserPoolClient client = webClient(pool);
        CognitoUserPoolDomain.Builder.create(this, "sign-in")
                .domain(names().signInDomain())
                .userPoolId(pool.getId())
                .build();
        output("user_pool_id", pool.getId());
        output("user_pool_arn", pool.getArn());
        output("web_client_id", client.getId());
        output(
                "sign_in_url",
                "https://" + names().signInDomain() + ".auth." + environment().region() + ".amazoncognito.com");
    }

    private CognitoUserPool userPool() {
        return CognitoUserPool.Builder.create(this, "users")
                .name(names().userPool())
                .usernameAttributes(List.of("email"))
                .usernameConfiguration(CognitoUserPoolUsernameConfiguration.builder()
                        .caseSensitive(false)
                        .build())
                .autoVerifiedAttributes(List.of("email"))
                .userAttributeUpdateSettings(CognitoUserPoolUserAttributeUpdateSettings.builder()
                        .attributesRequireVerificationBeforeUpdate(List.of("email"))
                        .build())
                .accountRecoverySetting(CognitoUserPoolAccountRecoverySetting.builder()
                        .recoveryMechanism(List.of(CognitoUserPoolAccountRecoverySettingRecoveryMechanism.builder()
                                .name("verified_email")
                                .priority(1)
                                .build()))
                        .build())
                .passwordPolicy(CognitoUserPoolPasswordPolicy.builder()
                        .minimumLength(12)
                        .requireLowercase(true)
                        .requireUppercase(true)
                        .requireNumbers(true)
                        .requireSymbols(true)
                        .temporaryPasswordValidityDays(1)
                        .build())
                .mfaConfiguration("OPTIONAL")
                .softwareTokenMfaConfiguration(CognitoUserPoolSoftwareTokenMfaConfiguration.builder()
                        .enabled(true)
                        .build())
                .deletionProtection(environment().isProtected() ? "ACTIVE" : "INACTIVE")
                .tags(tags())
                .build();
    }

    /**
     * A public client: its code runs in the browser, so it has no secret and proves itself by PKCE (RFC 7636). Cognito checks
     * the code challenge when the client sends one; it cannot be told to demand it. There is no implicit grant, whose tokens
     * would appear in addresses. Where no page is known to return to, the hosted pages are off and SRP remains.
     */
    private CognitoUserPoolClient webClient(CognitoUserPool pool) {
        CognitoUserPoolClient.Builder client = CognitoUserPoolClient.Builder.create(this, "web")
                .name(names().of("web"))
                .userPoolId(pool.getId())
                .generateSecret(false)
                .supportedIdentityProviders(List.of("COGNITO"))
                .explicitAuthFlows(List.of("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"))
                .preventUserExistenceErrors("ENABLED")
                .enableTokenRevocation(true)
                .accessTokenValidity(1)
                .idTokenValidity(1)
                .refreshTokenValidity(30)
                .tokenValidityUnits(List.of(CognitoUserPoolClientTokenValidityUnits.builder()
                        .accessToken("hours")
                        .idToken("hours")
                        .refreshToken("days")
                        .build()));
        List<String> pages = pages();
        if (!pages.isEmpty()) {
            client.allowedOauthFlowsUserPoolClient(true)
                    .allowedOauthFlows(List.of("code"))
                    .allowedOauthScopes(List.of("openid", "email", "profile"))
                    .callbackUrls(pages)
                    .logoutUrls(pages);
        }
        return client.build();
    }

    /**
     * The web client's pages that the sign-in may return to. Cognito takes no pattern, and plain HTTP for this very host name
     * only.
     *
     * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html">CallbackURLs</a>
     */
    private List<String> pages() {
        return environment().api().allowedOrigins().stream()
                .filter(origin -> origin.startsWith("https://") || origin.matches("http://localhost(:\\d+)?"))
                .map(origin -> origin + "/")
                .toList();
    }

    private void output(String id, String value) {
        TerraformOutput.Builder.create(this, id).value(value).build();
    }
}
