package gallery.cli.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Graphs without cycles, of any shape, the same for the same seed. */
public final class RandomGraphs {

    private RandomGraphs() {}

    /** The direct dependencies of up to 20 stacks, which come in any order. */
    public static Map<String, List<String>> runsAfter(Random random) {
        List<String> order = new ArrayList<>();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            order.add("stack-" + i);
        }
        Collections.shuffle(order, random);
        double density = random.nextDouble();
        Map<String, List<String>> sorted = new LinkedHashMap<>();
        for (int i = 0; i < order.size(); i++) {
            List<String> dependencies = new ArrayList<>();
            for (String earlier : order.subList(0, i)) {
                if (random.nextDouble() < density) {
                    dependencies.add(earlier);
                }
            }
            sorted.put(order.get(i), dependencies);
        }
        Collections.shuffle(order, random);
        Map<String, List<String>> shuffled = new LinkedHashMap<>();
        order.forEach(stack -> shuffled.put(stack, sorted.getOrDefault(stack, List.of())));
        return shuffled;
    }
}
