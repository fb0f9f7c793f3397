package gallery.handlers.api;

/** How users prove who they are. */
enum Authorization {
    /** By a token of the Cognito user pool, which API Gateway has checked. */
    COGNITO,
    /** Not at all; for local work. */
    NONE
}
