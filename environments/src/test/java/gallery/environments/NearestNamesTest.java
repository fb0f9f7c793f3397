package gallery.environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

    private static final List<String> ENVIRONMENTS = List.of("dev", "local", "prod", "staging");

    @Test
    void oneWrongMissingExtraOrSwappedLetter() {
        assertThat(NearestNames.of("prid", ENVIRONMENTS)).containsExactly("prod");
        assertThat(NearestNames.of("prd", ENVIRONMENTS)).containsExactly("prod");
        assertThat(NearestNames.of("proud", ENVIRONMENTS)).containsExactly("prod");
        assertThat(NearestNames.of("porgd", ENVIRONMENTS)).isEmpty();
        assertThat(NearestNames.of("pord", ENVIRONMENTS)).containsExactly("prod");
    }

    @Test
    void longerNamesMayHoldMoreMistakes() {
        assertThat(NearestNames.of("byoc-facechan-erc", List.of("byoc-facechain-ecr", "byoc-gfpgan-ecr")))
                .containsExactly("byoc-facechain-ecr");
    }

    @Test
    void aNameThatBeginsWithTheOther() {
        assertThat(NearestNames.of("production", ENVIRONMENTS)).containsExactly("prod");
        assertThat(NearestNames.of("stag", ENVIRONMENTS)).containsExactly("staging");
        assertThat(NearestNames.of("s", ENVIRONMENTS)).isEmpty();
    }

    @Test
    void caseDoesNotCount() {
        assertThat(NearestNames.of("PROD", ENVIRONMENTS)).containsExactly("prod");
    }

    @Test
    void theNearestFirstAtMostThree() {
        assertThat(NearestNames.of("abcdef", List.of("abcdxx", "abcdex", "abcdef", "abcxef", "xxxxxx", "abcdef")))
                .containsExactly("abcdef", "abcdex", "abcxef");
    }

    @Test
    void nothingNear() {
        assertThat(NearestNames.of("qa", ENVIRONMENTS)).isEmpty();
        assertThat(NearestNames.of("", ENVIRONMENTS)).isEmpty();
    }

    @Test
    void aHintEndsASentence() {
        assertThat(NearestNames.hint("prd", ENVIRONMENTS)).isEqualTo("; did you mean 'prod'?");
        assertThat(NearestNames.hint("ab", List.of("ac", "aa"))).isEqualTo("; did you mean 'aa' or 'ac'?");
        assertThat(NearestNames.hint("qa", ENVIRONMENTS)).isEmpty();
    }
}
