package gallery.environments;

import java.util.Optional;

/**
 * Who hears of alarms.
 *
 * @param email subscribed to the alarm topics; nobody without it
 */
public record Alarms(Optional<String> email) {}
