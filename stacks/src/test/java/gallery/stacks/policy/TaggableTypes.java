package gallery.stacks.policy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Shows tests outside this package what the policies believe of tags. */
public final class TaggableTypes {

    private TaggableTypes() {}

    /** For each type, whether the policies demand tags. */
    public static Map<String, Boolean> among(Set<String> types) {
        Map<String, Boolean> taggable = new TreeMap<>();
        types.forEach(type -> taggable.put(
                type, ResourceKind.of(type).map(ResourceKind::taggable).orElse(false)));
        return taggable;
    }
}
