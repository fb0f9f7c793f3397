package gallery.handlers.build;

import gallery.handlers.function.AwsClientSettings;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClientBuilder;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.EcrClientBuilder;

/** The clients of the build functions, with every function's settings. */
final class AwsClients {

    private AwsClients() {}

    static CodeBuildClientBuilder codeBuild() {
        return AwsClientSettings.configure(CodeBuildClient.builder());
    }

    static EcrClientBuilder ecr() {
        return AwsClientSettings.configure(EcrClient.builder());
    }
}
