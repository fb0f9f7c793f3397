package gallery.cli.terraform;

import java.util.List;

/**
 * One terraform invocation: its arguments, and how its output is read.
 *
 * @param <R> what it yields when it succeeds
 */
public sealed interface TerraformCommand<R>
        permits InitCommand, PlanCommand, ApplyCommand, OutputCommand, ShowPlanCommand {

    /** The arguments after the program's name. */
    List<String> arguments();

    /** Whether the exit status means success. */
    default boolean isSuccess(int status) {
        return status == 0;
    }

    /** Whether each line of output is a message of Terraform's machine-readable UI. */
    default boolean writesMessages() {
        return true;
    }

    /** Reads what a successful invocation wrote. */
    R parse(TerraformOutput output);
}
