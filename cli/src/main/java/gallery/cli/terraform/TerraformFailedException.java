package gallery.cli.terraform;

import java.util.List;

/** A terraform command ended with an error. */
public final class TerraformFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String command;
    private final int status;
    private final transient List<UiMessage.Diagnostic> errors;
    private final String standardError;

    TerraformFailedException(String command, int status, List<UiMessage.Diagnostic> errors, String standardError) {
        super("terraform " + command + " ended with status " + status);
        this.command = command;
        this.status = status;
        this.errors = List.copyOf(errors);
        this.standardError = standardError;
    }

    /** The subcommand, for example {@code plan}. */
    public String command() {
        return command;
    }

    public int status() {
        return status;
    }

    /** What Terraform gave as reasons; may be empty when it was killed. */
    public List<UiMessage.Diagnostic> errors() {
        return errors;
    }

    /** What it wrote beside its messages, usually nothing. */
    public String standardError() {
        return standardError;
    }
}
