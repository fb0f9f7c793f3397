package gallery.environments;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody who mistyped a name probably meant, for sentences such as "did you mean 'region'?". */
public final class NearestNames {

    private static final int MOST = 3;

    private NearestNames() {}

    /**
     * The known names that look like {@code wanted}, the nearest first, at most three and none that is clearly farther
     * than the first; empty when none is near.
     *
     * <p>Near means: at most one wrong, missing, extra or swapped letter for every three letters of {@code wanted}
     * (one is always allowed), or one name begins with the other, as in {@code production} and {@code prod}. Upper
     * and lower case count as equal.
     */
    public static List<String> of(String wanted, Collection<String> known) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, wanted.length() / 3);
        record Candidate(String name, int distance) {}
        List<Candidate> near = known.stream()
                .distinct()
                .map(name -> new Candidate(name, distance(lower, name.toLowerCase(Locale.ROOT), allowed)))
                .filter(candidate -> candidate.distance() <= allowed)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .toList();
        return near.stream()
                .filter(candidate -> candidate.distance() <= near.get(0).distance() + 1)
                .map(Candidate::name)
                .toList();
    }

    /** {@code ; did you mean 'a' or 'b'?} to end a sentence with, or nothing when no known name is near. */
    public static String hint(String wanted, Collection<String> known) {
        List<String> near = of(wanted, known);
        return near.isEmpty() ? "" : "; did you mean '" + String.join("' or '", near) + "'?";
    }

    private static int distance(String wanted, String name, int allowed) {
        if (Math.min(wanted.length(), name.length()) >= 2 && (wanted.startsWith(name) || name.startsWith(wanted))) {
            return Math.min(allowed, Math.abs(wanted.length() - name.length()));
        }
        if (Math.abs(wanted.length() - name.length()) > allowed) {
            return Integer.MAX_VALUE;
        }
        return editDistance(wanted, name);
    }

    /** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
    private static int editDistance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= to.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            for (int j = 1; j <= to.length(); j++) {
                int substituted = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(substituted, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
