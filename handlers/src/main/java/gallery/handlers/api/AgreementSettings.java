package gallery.handlers.api;

import gallery.handlers.function.Variables;
import gallery.handlers.process.Retention;
import java.util.Map;

/**
 * What the agreement function is deployed with.
 *
 * @param table {@code USER_AGREEMENT_TABLE}
 * @param retention {@code PERSONAL_RETENTION_DAYS}, 0 to keep personal data for good
 */
record AgreementSettings(ApiSettings api, String table, Retention retention) {

    static AgreementSettings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        AgreementSettings settings = new AgreementSettings(
                ApiSettings.from(variables), variables.required("USER_AGREEMENT_TABLE"), Retention.from(variables));
        variables.check();
        return settings;
    }
}
