package gallery.handlers.build;

import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.SourceType;

/** Starts builds in AWS CodeBuild from sources in S3. Needs {@code codebuild:StartBuild}. */
final class CodeBuildStarter implements BuildStarter {

    private final CodeBuildClient codeBuild;
    private final String project;
    private final String sourceBucket;

    CodeBuildStarter(CodeBuildClient codeBuild, String project, String sourceBucket) {
        this.codeBuild = codeBuild;
        this.project = project;
        this.sourceBucket = sourceBucket;
    }

    @Override
    public Build start(ImageTag tag, String idempotencyToken) {
        EnvironmentVariable variable = EnvironmentVariable.builder()
                .name(CodeBuildBuilds.IMAGE_TAG)
                .value(tag.value())
                .type(EnvironmentVariableType.PLAINTEXT)
                .build();
        return CodeBuildBuilds.build(codeBuild
                .startBuild(request -> request.projectName(project)
                        .sourceTypeOverride(SourceType.S3)
                        .sourceLocationOverride(sourceBucket + "/" + tag.sourceKey())
                        .environmentVariablesOverride(variable)
                        .idempotencyToken(idempotencyToken))
                .build());
    }
}
