package gallery.cli.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code terraform output} of every output of a stack. */
public record OutputCommand() implements TerraformCommand<SortedMap<String, OutputCommand.Value>> {

    /** The value of an output; Terraform hands out sensitive ones in the clear, so printing is the caller's care. */
    public record Value(JsonNode json, boolean sensitive) {}

    @Override
    public List<String> arguments() {
        return List.of("output", "-json", "-no-color");
    }

    @Override
    public boolean writesMessages() {
        return false;
    }

    @Override
    public SortedMap<String, Value> parse(TerraformOutput output) {
        try {
            SortedMap<String, Value> values = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry :
                    new ObjectMapper().readTree(output.text()).properties()) {
                JsonNode value = entry.getValue();
                values.put(
                        entry.getKey(),
                        new Value(value.path("value"), value.path("sensitive").asBoolean()));
            }
            return values;
        } catch (JsonProcessingException e) {
            throw new UnreadableOutputException("terraform output", e);
        }
    }
}
