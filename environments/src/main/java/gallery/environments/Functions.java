package gallery.environments;

/**
 * Settings shared by the image functions.
 *
 * @param memoryMb memory in MiB, 128 to 10,240
 * @param timeoutSeconds 1 to 900
 * @param snapStart whether published versions start from a snapshot
 * @param logRetentionDays retention of function logs, one of the values that CloudWatch Logs accepts
 */
public record Functions(int memoryMb, int timeoutSeconds, boolean snapStart, int logRetentionDays) {}
