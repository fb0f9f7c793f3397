package gallery.stacks.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gallery.stacks.inference.ServingConfiguration.AsyncAnswers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Models and configurations get another name with every change that SageMaker takes only for a new one. */
class ContentNamesTest {

    private static final AsyncAnswers ANSWERS = new AsyncAnswers("s3://b/out/", "s3://b/fail/", Optional.empty());
    private static final ServingConfiguration SERVING =
            new ServingConfiguration("base", "model", "ml.g4dn.xlarge", 1, Optional.of(ANSWERS));
    private static final ServedModel MODEL = model("image:1", "role", Map.of("A", "1"));

    @Test
    void theNameBeginsWithWhatPeopleLookFor() {
        assertThat(SERVING.name()).matches("base-[0-9a-f]{8}");
        assertThat(MODEL.name()).matches("base-[0-9a-f]{8}");
    }

    @Test
    void theSameContentHasTheSameName() {
        assertThat(model("image:1", "role", Map.of("A", "1")).name()).isEqualTo(MODEL.name());
        assertThat(new ServingConfiguration("base", "model", "ml.g4dn.xlarge", 1, Optional.of(ANSWERS)).name())
                .isEqualTo(SERVING.name());
    }

    @Test
    void everyChangeOfAModelChangesItsName() {
        assertThat(List.of(
                        MODEL.name(),
                        model("image:2", "role", Map.of("A", "1")).name(),
                        model("image:1", "other", Map.of("A", "1")).name(),
                        model("image:1", "role", Map.of("A", "2")).name(),
                        model("image:1", "role", Map.of("B", "1")).name(),
                        model("image:1", "role", Map.of("A", "1", "B", "1")).name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyChangeOfAConfigurationChangesItsName() {
        assertThat(List.of(
                        SERVING.name(),
                        serving("other", "ml.g4dn.xlarge", 1, Optional.of(ANSWERS)),
                        serving("model", "ml.g4dn.2xlarge", 1, Optional.of(ANSWERS)),
                        serving("model", "ml.g4dn.xlarge", 2, Optional.of(ANSWERS)),
                        serving("model", "ml.g4dn.xlarge", 1, Optional.empty()),
                        serving("model", "ml.g4dn.xlarge", 1, answers("s3://b/x/", "s3://b/fail/", Optional.empty())),
                        serving("model", "ml.g4dn.xlarge", 1, answers("s3://b/out/", "s3://b/x/", Optional.empty())),
                        serving(
                                "model",
                                "ml.g4dn.xlarge",
                                1,
                                answers("s3://b/out/", "s3://b/fail/", Optional.of("key")))))
                .doesNotHaveDuplicates();
    }

    @Test
    void namesThatSageMakerWouldRefuseAreRefused() {
        assertThat(ContentName.of("x".repeat(54), List.of("a"))).hasSize(63);
        assertThatThrownBy(() -> ContentName.of("x".repeat(55), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 64 characters and 63 are allowed; give the environment a shorter name");
    }

    private static ServedModel model(String image, String role, Map<String, String> variables) {
        return new ServedModel("base", image, role, new TreeMap<>(variables));
    }

    private static String serving(String model, String instanceType, int instances, Optional<AsyncAnswers> async) {
        return new ServingConfiguration("base", model, instanceType, instances, async).name();
    }

    private static Optional<AsyncAnswers> answers(String output, String failure, Optional<String> key) {
        return Optional.of(new AsyncAnswers(output, failure, key));
    }
}
