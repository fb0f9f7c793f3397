package gallery.cli.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.stacks.Catalogue;
import gallery.stacks.StackEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On the real catalogue, as users see it. */
class StackSelectionTest {

    private static final StackSelection SELECTION = new StackSelection(Catalogue.entries());

    @Test
    void nothingMeansAll() {
        assertThat(SELECTION.select(List.of())).isEqualTo(Catalogue.entries());
    }

    @Test
    void takesNames() {
        assertThat(select("cognito")).containsExactly("cognito");
    }

    @Test
    void takesGroups() {
        assertThat(select("facechain"))
                .containsExactly("facechain-codebuild-trigger", "facechain-codebuild-status", "facechain-endpoint");
    }

    @Test
    void aNameWinsOverAGroup() {
        StackSelection both = new StackSelection(
                List.of(new StackEntry("one", "two", List.of(), ""), new StackEntry("two", "other", List.of(), "")));

        assertThat(both.select(List.of("two"))).extracting(StackEntry::name).containsExactly("two");
        assertThat(both.select(List.of("other"))).extracting(StackEntry::name).containsExactly("two");
    }

    @Test
    void takesGlobs() {
        assertThat(select("*-ecr")).containsExactly("byoc-facechain-ecr", "byoc-gfpgan-ecr");
        assertThat(select("byoc-*-codebuild")).containsExactly("byoc-facechain-codebuild", "byoc-gfpgan-codebuild");
        assertThat(select("s?")).containsExactly("s3");
        assertThat(select("*")).hasSameSizeAs(Catalogue.entries());
    }

    @Test
    void aGlobIsNoRegularExpression() {
        assertThat(problem("byoc.*")).startsWith("no stack or group matches 'byoc.*'");
        assertThat(problem("[s]3*")).startsWith("no stack or group matches '[s]3*'");
    }

    @Test
    void takesSeveralWithCommasAndSpaces() {
        assertThat(select("s3, cognito", "dynamodb")).containsExactly("s3", "dynamodb", "cognito");
    }

    @Test
    void keepsTheCataloguesOrderAndNamesEachStackOnce() {
        assertThat(select("gfpgan-endpoint", "gfpgan", "s3", "*-endpoint", "s3"))
                .containsExactly(
                        "s3",
                        "facechain-endpoint",
                        "gfpgan-codebuild-trigger",
                        "gfpgan-codebuild-status",
                        "gfpgan-endpoint");
    }

    @Test
    void namesTheNearest() {
        assertThat(problem("dynamo")).isEqualTo("no stack or group matches 'dynamo'; did you mean 'dynamodb'?");
        assertThat(problem("facechian")).isEqualTo("no stack or group matches 'facechian'; did you mean 'facechain'?");
        assertThat(problem("nothing-like-it")).isEqualTo("no stack or group matches 'nothing-like-it'");
    }

    @Test
    void tellsEveryProblemTogether() {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> select("s3,,dynamo", "*-nothing", " "))
                .withMessage("""
                        --stack has an empty name
                        no stack or group matches 'dynamo'; did you mean 'dynamodb'?
                        no stack or group matches '*-nothing'
                        --stack has an empty name
                        'gallery-cli list' shows all stacks and groups""")
                .matches(problem -> problem.exitCode() == ExitCode.USAGE);
    }

    private static List<String> select(String... patterns) {
        return SELECTION.select(List.of(patterns)).stream()
                .map(StackEntry::name)
                .toList();
    }

    private static String problem(String pattern) {
        try {
            return "selected " + select(pattern);
        } catch (CliException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }
}
