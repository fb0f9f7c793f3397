package gallery.handlers.build;

import gallery.handlers.build.Build.FailedPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.LogsLocation;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/** The builds of a project in AWS CodeBuild. Needs {@code codebuild:ListBuildsForProject} and {@code BatchGetBuilds}. */
final class CodeBuildBuilds implements Builds {

    /** The variable by which a build knows its image tag; the trigger sets it. */
    static final String IMAGE_TAG = "IMAGE_TAG";

    /**
     * The most ids that one request may hold.
     *
     * @see <a href="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html">BatchGetBuilds</a>
     */
    private static final int BATCH = 100;

    private final CodeBuildClient codeBuild;
    private final String project;

    CodeBuildBuilds(CodeBuildClient codeBuild, String project) {
        this.codeBuild = codeBuild;
        this.project = project;
    }

    @Override
    public Optional<Build> find(String id) {
        return get(List.of(id)).findFirst();
    }

    @Override
    public Stream<Build> newestFirst() {
        return codeBuild
                .listBuildsForProjectPaginator(
                        request -> request.projectName(project).sortOrder(SortOrderType.DESCENDING))
                .stream()
                .flatMap(page -> batches(page.ids()).stream())
                .flatMap(this::get);
    }

    /** The builds of these ids, the newest first: the answer has no order of its own. */
    private Stream<Build> get(List<String> ids) {
        return codeBuild.batchGetBuilds(request -> request.ids(ids)).builds().stream()
                .map(CodeBuildBuilds::build)
                .sorted(Comparator.comparing(Build::started).reversed());
    }

    private static List<List<String>> batches(List<String> ids) {
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            batches.add(ids.subList(from, Math.min(ids.size(), from + BATCH)));
        }
        return batches;
    }

    static Build build(software.amazon.awssdk.services.codebuild.model.Build build) {
        return new Build(
                build.id(),
                imageTag(build.environment()),
                build.buildStatusAsString(),
                // Set when the build is submitted; one without it is the newest there can be.
                Objects.requireNonNullElse(build.startTime(), Instant.MAX),
                Objects.requireNonNullElse(build.currentPhase(), "SUBMITTED"),
                build.phases().stream()
                        .filter(CodeBuildBuilds::hasFailed)
                        .findFirst()
                        .map(phase -> new FailedPhase(phase.phaseTypeAsString(), message(phase))),
                Optional.ofNullable(build.logs()).map(LogsLocation::deepLink));
    }

    private static Optional<String> imageTag(@Nullable ProjectEnvironment environment) {
        return Optional.ofNullable(environment)
                .map(ProjectEnvironment::environmentVariables)
                .flatMap(variables -> variables.stream()
                        .filter(variable -> IMAGE_TAG.equals(variable.name()))
                        .map(EnvironmentVariable::value)
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    private static boolean hasFailed(BuildPhase phase) {
        StatusType status = phase.phaseStatus();
        return status != null && status != StatusType.SUCCEEDED && status != StatusType.IN_PROGRESS;
    }

    private static String message(BuildPhase phase) {
        String said = phase.contexts().stream()
                .map(CodeBuildBuilds::sentence)
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining("; "));
        return said.isEmpty() ? "CodeBuild gives no reason" : said;
    }

    private static String sentence(PhaseContext context) {
        return Stream.of(context.statusCode(), context.message())
                .filter(text -> text != null && !text.isBlank())
                .collect(Collectors.joining(": "));
    }
}
