package gallery.cli.report;

import gallery.cli.run.Outcome;

/** What a table says of a stack that did not get done. */
final class Notes {

    private static final int LONGEST = 100;

    private Notes() {}

    static String of(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Failed<?> failed) {
            return "failed: " + shortened(failed.failure().headline());
        }
        if (outcome instanceof Outcome.Skipped<?> skipped) {
            return "skipped: " + skipped.reason();
        }
        return "";
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
