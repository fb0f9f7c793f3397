package gallery.stacks.policy;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A managed resource of a synthesized stack.
 *
 * @param body its arguments
 */
record Resource(String stack, String type, String id, JsonNode body) {

    /** The address within its stack, as Terraform prints it. */
    String address() {
        return type + "." + id;
    }

    Finding finding(String message) {
        return new Finding(stack + " " + address(), message);
    }

    /** A nested block that occurs at most once; a missing node without it. CDKTF writes some of them as lists. */
    JsonNode block(String name) {
        JsonNode block = body.path(name);
        return block.isArray() ? block.path(0) : block;
    }

    String text(String argument) {
        return body.path(argument).asText();
    }

    boolean isTrue(String argument) {
        return body.path(argument).asBoolean();
    }

    /** Whether an argument, such as {@code bucket}, names {@code other} by reference or by its literal name. */
    boolean refersTo(Resource other, String argument) {
        String value = text(argument);
        return value.startsWith("${" + other.address() + ".")
                || (!value.isEmpty() && value.equals(other.text(argument)));
    }
}
