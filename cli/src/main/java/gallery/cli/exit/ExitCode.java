package gallery.cli.exit;

/**
 * Every way in which gallery-cli ends. The numbers above 63 follow BSD's {@code sysexits.h}; 130 is the shell's for an
 * interrupt.
 */
public enum ExitCode {
    /** Everything asked for was done. */
    OK(0, "done"),
    /** At least one stack failed; the report says which. */
    STACK_FAILED(1, "a stack failed"),
    /** The plan holds changes; only with {@code --detailed-exitcode}. */
    CHANGES(2, "changes exist (only with --detailed-exitcode)"),
    /** The command line makes no sense: unknown option, command, stack. */
    USAGE(64, "wrong usage"),
    /** The environment does not exist or its file is invalid. */
    INVALID_ENVIRONMENT(65, "invalid environment"),
    /** A tool, the emulator or a folder that is needed is missing, too old or unusable. */
    UNAVAILABLE(69, "something needed is missing, too old or unusable"),
    /** Refused on purpose: protection, wrong account, approval denied. */
    REFUSED(77, "refused: protection, wrong account or approval denied"),
    /** Interrupted by Ctrl-C or a termination request. */
    INTERRUPTED(130, "interrupted");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }

    /** A short explanation for the help. */
    public String meaning() {
        return meaning;
    }
}
