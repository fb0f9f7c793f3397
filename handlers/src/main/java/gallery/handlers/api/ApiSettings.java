package gallery.handlers.api;

import gallery.handlers.function.Variables;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all HTTP functions are deployed with.
 *
 * @param authorization {@code AUTHORIZATION}, cognito or none
 * @param allowedOrigins {@code ALLOWED_ORIGINS}, separated by commas: web pages of these origins may read the answers, those
 *     of any origin with {@value #ANY_ORIGIN} among them
 * @param environment {@code ENVIRONMENT}, a dimension of the metrics
 */
record ApiSettings(Authorization authorization, Set<String> allowedOrigins, String environment) {

    private static final String ANY_ORIGIN = "*";

    ApiSettings {
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** What CORS answers a page of {@code origin}; empty when it may not read the answer. */
    Optional<String> admits(String origin) {
        if (allowedOrigins.contains(ANY_ORIGIN)) {
            return Optional.of(ANY_ORIGIN);
        }
        return Optional.of(origin).filter(allowedOrigins::contains);
    }

    static ApiSettings from(Variables variables) {
        return new ApiSettings(
                variables.choice("AUTHORIZATION", Authorization.class),
                Stream.of(variables.required("ALLOWED_ORIGINS").split(",", -1))
                        .map(String::strip)
                        .filter(origin -> !origin.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                variables.required("ENVIRONMENT"));
    }
}
