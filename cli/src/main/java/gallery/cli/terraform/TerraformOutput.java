package gallery.cli.terraform;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an invocation wrote to standard output.
 *
 * @param status its exit status
 * @param lines all lines as they were
 * @param messages the same lines parsed; empty for a command that writes no messages
 */
public record TerraformOutput(int status, List<String> lines, List<UiMessage> messages) {

    public TerraformOutput {
        lines = List.copyOf(lines);
        messages = List.copyOf(messages);
    }

    <M extends UiMessage> Stream<M> messages(Class<M> type) {
        return messages.stream().filter(type::isInstance).map(type::cast);
    }

    String text() {
        return String.join("\n", lines);
    }
}
