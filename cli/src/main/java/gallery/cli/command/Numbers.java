package gallery.cli.command;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;

/** Bounds of numeric options. */
final class Numbers {

    private Numbers() {}

    static int atLeast(String option, int least, int value) {
        if (value < least) {
            throw new CliException(ExitCode.USAGE, option + " must be at least " + least + ", but is " + value);
        }
        return value;
    }

    static int between(String option, int least, int most, int value) {
        if (value < least || value > most) {
            throw new CliException(
                    ExitCode.USAGE, option + " must be from " + least + " to " + most + ", but is " + value);
        }
        return value;
    }
}
