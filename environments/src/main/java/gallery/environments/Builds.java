package gallery.environments;

/**
 * Container builds in CodeBuild.
 *
 * @param computeType for example {@code BUILD_GENERAL1_LARGE}
 * @param timeoutMinutes after which CodeBuild stops a build, 5 to 60
 * @param keepImages how many images the repository keeps
 * @param logRetentionDays retention of build logs, one of the values that CloudWatch Logs accepts
 */
public record Builds(String computeType, int timeoutMinutes, int keepImages, int logRetentionDays) {}
