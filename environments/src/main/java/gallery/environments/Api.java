package gallery.environments;

import java.util.List;

/**
 * Settings of the REST API.
 *
 * @param allowedOrigins the web origins that CORS admits, for the API and for uploads to the image bucket
 * @param waf whether a web ACL stands in front of the API
 */
public record Api(Authorization authorization, List<String> allowedOrigins, Throttle throttle, boolean waf) {

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
}
