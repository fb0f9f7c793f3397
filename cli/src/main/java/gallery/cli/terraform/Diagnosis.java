package gallery.cli.terraform;

import gallery.cli.exit.ExitCode;
import gallery.cli.run.StackFailure;
import gallery.environments.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns Terraform's reasons into sentences that say what to do.
 *
 * <p>Terraform gives no codes, so the known ones are recognized by their text; anything else is passed on as it is.
 */
public final class Diagnosis {

    private static final Pattern OTHER_ACCOUNT = Pattern.compile("AWS account ID not allowed: (\\d+)");
    private static final Pattern LOCK_HOLDER = Pattern.compile("Who:\\s+(\\S+)");
    private static final Pattern LOCK_ID = Pattern.compile("ID:\\s+(\\S+)");

    private final Environment environment;

    public Diagnosis(Environment environment) {
        this.environment = environment;
    }

    /** The failure to report. */
    public StackFailure of(TerraformFailedException failure) {
        ExitCode code = ExitCode.STACK_FAILED;
        List<String> problems = new ArrayList<>();
        for (UiMessage.Diagnostic error : failure.errors()) {
            String text = error.text();
            Matcher otherAccount = OTHER_ACCOUNT.matcher(text);
            if (otherAccount.find()) {
                code = ExitCode.REFUSED;
                problems.add("the AWS credentials belong to account " + otherAccount.group(1) + ", but environment '"
                        + environment.name() + "' is account " + environment.account()
                        + ": use credentials of that account");
            } else if (isMissingCredentials(text)) {
                problems.add(
                        "no AWS credentials for environment '" + environment.name() + "' (account "
                                + environment.account()
                                + "): set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with 'aws sso login'");
            } else if (text.contains("Error acquiring the state lock")) {
                problems.add(locked(text));
            } else {
                problems.add(text);
            }
        }
        if (problems.isEmpty()) {
            problems.add(withoutReason(failure));
        }
        return new StackFailure(code, problems.stream().distinct().toList());
    }

    private static boolean isMissingCredentials(String text) {
        return text.contains("No valid credential sources found")
                || text.contains("failed to refresh cached credentials, no EC2 IMDS role found");
    }

    private static String locked(String text) {
        Matcher holder = LOCK_HOLDER.matcher(text);
        Matcher id = LOCK_ID.matcher(text);
        return "the state is locked" + (holder.find() ? " by " + holder.group(1) : "")
                + (id.find() ? " (lock " + id.group(1) + ")" : "")
                + ": another run is using it; wait for it to end, or give it longer with --lock-timeout";
    }

    private static String withoutReason(TerraformFailedException failure) {
        String said = failure.standardError().isBlank() ? "" : ": " + failure.standardError();
        if (failure.status() > 128) {
            return "terraform " + failure.command() + " was ended by signal " + (failure.status() - 128) + said;
        }
        return failure.getMessage() + said;
    }
}
