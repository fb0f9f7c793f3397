package gallery.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputSourcesTest {

    @TempDir
    Path temp;

    @Test
    void areTheStatesThatAConfigurationReads() throws IOException {
        assertThat(of("""
                {"data": {"terraform_remote_state": {"cognito": {}, "s3": {}}, "aws_region": {"here": {}}},
                 "variable": {"unapplied_dependencies": {"default": []}}}""")).isEqualTo(new OutputSources(List.of("cognito", "s3"), true));
        assertThat(of("""
                {"data": {"terraform_remote_state": {"s3": {}}}, "variable": {"other": {}}}""")).isEqualTo(new OutputSources(List.of("s3"), false));
        assertThat(of("{\"resource\": {}}")).isEqualTo(new OutputSources(List.of(), false));
    }

    @Test
    void needAConfiguration() {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> OutputSources.of(temp));
    }

    private OutputSources of(String json) throws IOException {
        Files.writeString(temp.resolve("cdk.tf.json"), json);
        return OutputSources.of(temp);
    }
}
