package gallery.environments;

import java.util.List;
import java.util.Optional;

/**
 * Settings of the REST API.
 *
 * @param allowedOrigins the web origins that CORS admits, for the API and for uploads to the image bucket
 * @param waf whether a web ACL stands in front of the API
 * @param domain a host name of the API's own; without it the one that AWS generates
 */
public record Api(
        Authorization authorization,
        List<String> allowedOrigins,
        Throttle throttle,
        boolean waf,
        Optional<Domain> domain) {

    public Api {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** Who may call the API. */
    public enum Authorization {
        /** Holders of a token of the environment's Cognito user pool. */
        COGNITO,
        /** Anybody; never allowed in a protected environment. */
        NONE
    }

    /**
     * Limits of the API's stage.
     *
     * @param rate requests per second, on average
     * @param burst requests at once
     */
    public record Throttle(int rate, int burst) {}

    /**
     * A host name of the API's own. Whoever keeps the name's DNS zone points it to the API, and validates the certificate there.
     *
     * @param name without a scheme
     * @param certificate ARN of its certificate in AWS Certificate Manager, in the environment's region
     */
    public record Domain(String name, String certificate) {}
}
