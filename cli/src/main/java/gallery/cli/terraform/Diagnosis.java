package gallery.cli.terraform;

import gallery.cli.exit.ExitCode;
import gallery.cli.run.StackFailure;
import gallery.environments.Environment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns Terraform's reasons into sentences that say what to do.
 *
 * <p>Terraform gives no codes, so the known ones are recognized by their text; anything else is passed on as it is.
 */
public final class Diagnosis {

    private static final Pattern OTHER_ACCOUNT = Pattern.compile("AWS account ID not allowed: (\\d+)");
    private static final Pattern LOCK_HOLDER = Pattern.compile("Who:\\s+(\\S+)");
    private static final Pattern LOCK_ID = Pattern.compile("ID:\\s+(\\S+)");
    private static final Pattern NO_RELEASE =
            Pattern.compile("provider (\\S+): no available releases match the given constraints ([^\\n]+)");

    private final Environment environment;

    public Diagnosis(Environment environment) {
        this.environment = environment;
    }

    /** The failure to report; its code is the one that all its problems share. */
    public StackFailure of(TerraformFailedException failure) {
        if (failure.errors().isEmpty()) {
            return new StackFailure(ExitCode.STACK_FAILED, List.of(withoutReason(failure)));
        }
        Set<Problem> problems = new LinkedHashSet<>();
        failure.errors().forEach(error -> problems.add(problem(error.text())));
        Set<ExitCode> codes = problems.stream().map(Problem::code).collect(Collectors.toSet());
        return new StackFailure(
                codes.size() == 1 ? codes.iterator().next() : ExitCode.STACK_FAILED,
                problems.stream().map(Problem::sentence).toList());
    }

    private record Problem(ExitCode code, String sentence) {}

    private Problem problem(String text) {
        Matcher otherAccount = OTHER_ACCOUNT.matcher(text);
        if (otherAccount.find()) {
            return new Problem(
                    ExitCode.REFUSED,
                    "the AWS credentials belong to account " + otherAccount.group(1) + ", but environment '"
                            + environment.name() + "' is account " + environment.account()
                            + ": use credentials of that account");
        }
        if (isMissingCredentials(text)) {
            return new Problem(
                    ExitCode.STACK_FAILED,
                    "no AWS credentials for environment '" + environment.name() + "' (account " + environment.account()
                            + "): set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with 'aws sso login'");
        }
        if (text.contains("Error acquiring the state lock")) {
            return new Problem(ExitCode.STACK_FAILED, locked(text));
        }
        if (text.contains("Saved plan is stale")) {
            return new Problem(
                    ExitCode.STACK_FAILED,
                    "the state was changed by another run after this plan was made: run the command again");
        }
        if (text.contains("Failed to query available provider packages")) {
            return new Problem(ExitCode.UNAVAILABLE, withoutProvider(text));
        }
        if (environment.isLocal() && text.contains("connect: connection refused")) {
            return new Problem(
                    ExitCode.UNAVAILABLE, "the emulator does not answer: start it with 'gallery-cli local start'");
        }
        return new Problem(ExitCode.STACK_FAILED, text);
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

    private static String withoutProvider(String text) {
        Matcher noRelease = NO_RELEASE.matcher(text);
        if (noRelease.find()) {
            return "no release of " + noRelease.group(1) + " fits " + noRelease.group(2)
                    + " where Terraform looks for it ('gallery-cli doctor' shows the place): put one there, or name another"
                    + " place with --provider-mirror";
        }
        return "Terraform cannot get the AWS provider: connect to the network, or name a mirror with --provider-mirror\n"
                + text;
    }

    private static String withoutReason(TerraformFailedException failure) {
        String said = failure.standardError().isBlank() ? "" : ": " + failure.standardError();
        if (failure.status() > 128) {
            return "terraform " + failure.command() + " was ended by signal " + (failure.status() - 128) + said;
        }
        return failure.getMessage() + said;
    }
}
