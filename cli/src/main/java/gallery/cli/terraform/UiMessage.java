package gallery.cli.terraform;

import java.util.Optional;

/**
 * One line of {@code terraform -json}.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/machine-readable-ui">machine-readable UI</a>
 */
public sealed interface UiMessage {

    /** The line as a person reads it. */
    String text();

    /** Anything that carries text only, and lines that are no JSON at all: some backends mix them in. */
    record Text(String text) implements UiMessage {}

    /** A change that the plan holds. */
    record PlannedChange(String text, ResourceChange change) implements UiMessage {}

    /** A difference between the state and what exists, found by refreshing. */
    record Drift(String text, ResourceChange change) implements UiMessage {}

    /**
     * The outputs after a plan or an apply.
     *
     * @param changed how many of them a plan creates, changes or removes
     */
    record Outputs(String text, int changed) implements UiMessage {}

    /** A resource whose change began, went on, ended or failed during an apply; a replacement is a removal and a creation. */
    record Progress(String text, ResourceChange change, Step step) implements UiMessage {}

    /** An error or a warning. */
    record Diagnostic(Severity severity, String summary, String detail, Optional<String> address) implements UiMessage {

        /** How bad it is. */
        public enum Severity {
            ERROR,
            WARNING
        }

        @Override
        public String text() {
            StringBuilder text = new StringBuilder(severity == Severity.ERROR ? "Error: " : "Warning: ");
            address.ifPresent(place -> text.append(place).append(": "));
            text.append(summary);
            if (!detail.isBlank()) {
                text.append('\n').append(detail.strip());
            }
            return text.toString();
        }
    }

    /** Where a resource stands in an apply. */
    enum Step {
        STARTED,
        GOING_ON,
        COMPLETE,
        FAILED
    }
}
