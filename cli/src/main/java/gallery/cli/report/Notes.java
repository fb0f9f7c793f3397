package gallery.cli.report;

import gallery.cli.run.Outcome;
import gallery.cli.run.StackResult;
import java.util.ArrayList;
import java.util.List;

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

    /** {@code ; 1 failed, 2 skipped}, or nothing when all is done. */
    static String unfinished(List<? extends StackResult<?>> results) {
        long failed = results.stream().filter(StackResult::failed).count();
        long skipped = results.stream()
                .filter(result -> result.outcome() instanceof Outcome.Skipped)
                .count();
        List<String> parts = new ArrayList<>();
        if (failed > 0) {
            parts.add(failed + " failed");
        }
        if (skipped > 0) {
            parts.add(skipped + " skipped");
        }
        return parts.isEmpty() ? "" : "; " + String.join(", ", parts);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
