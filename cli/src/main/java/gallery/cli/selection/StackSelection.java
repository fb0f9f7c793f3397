package gallery.cli.selection;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.environments.NearestNames;
import gallery.stacks.StackEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the stacks that {@code --stack} means: names, groups and globs, in the catalogue's order. */
public final class StackSelection {

    private final List<StackEntry> catalogue;

    public StackSelection(List<StackEntry> catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * The selected stacks; all of them when nothing is asked for.
     *
     * <p>A name wins over a group of the same name, so {@code s3} is the stack; both mean the same today.
     *
     * @param patterns stack names, group names or globs ({@code *} and {@code ?}), each possibly several with commas
     * @throws CliException naming every pattern that matches nothing, with the nearest names
     */
    public List<StackEntry> select(List<String> patterns) {
        if (patterns.isEmpty()) {
            return catalogue;
        }
        Set<String> selected = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String pattern : patterns) {
            for (String part : pattern.split(",", -1)) {
                List<String> matches = matches(part.strip());
                if (matches.isEmpty()) {
                    unknown.add(complaint(part.strip()));
                }
                selected.addAll(matches);
            }
        }
        if (!unknown.isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE, String.join("\n", unknown) + "\n'gallery-cli list' shows all stacks and groups");
        }
        return catalogue.stream()
                .filter(entry -> selected.contains(entry.name()))
                .toList();
    }

    private List<String> matches(String pattern) {
        List<String> exact = names(entry -> entry.name().equals(pattern));
        if (!exact.isEmpty()) {
            return exact;
        }
        List<String> group = names(entry -> entry.group().equals(pattern));
        if (!group.isEmpty()) {
            return group;
        }
        if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
            return List.of();
        }
        Pattern glob = glob(pattern);
        return names(entry -> glob.matcher(entry.name()).matches());
    }

    private List<String> names(java.util.function.Predicate<StackEntry> condition) {
        return catalogue.stream().filter(condition).map(StackEntry::name).toList();
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }

    private String complaint(String pattern) {
        if (pattern.isEmpty()) {
            return "--stack has an empty name";
        }
        Set<String> known = new LinkedHashSet<>();
        catalogue.forEach(entry -> {
            known.add(entry.name());
            known.add(entry.group());
        });
        return "no stack or group matches '" + pattern + "'" + NearestNames.hint(pattern, known);
    }
}
