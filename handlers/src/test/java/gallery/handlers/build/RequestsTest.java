package gallery.handlers.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsTest {

    private static final String TAG = "0123456789abcdef";

    @Test
    void triggerByTag() {
        assertThat(TriggerRequest.from(Map.of("imageTag", TAG, "other", 1), "sources"))
                .isEqualTo(new TriggerRequest(new ImageTag(TAG)));
    }

    @Test
    void triggerByArrivalOfSources() {
        assertThat(TriggerRequest.from(objectCreated("sources", TAG + ".zip"), "sources"))
                .isEqualTo(new TriggerRequest(new ImageTag(TAG)));
    }

    static Stream<Arguments> badTriggers() {
        return Stream.concat(
                badTags(),
                Stream.of(
                        Arguments.of(
                                objectCreated("sources", "readme.txt"),
                                "the object's key must be 16 lower-case hexadecimal digits and .zip, but is 'readme.txt'"),
                        Arguments.of(
                                objectCreated("sources", "folder/" + TAG + ".zip"),
                                "the object's key must be 16 lower-case hexadecimal digits and .zip, but is 'folder/"
                                        + TAG + ".zip'"),
                        Arguments.of(
                                objectCreated("elsewhere", TAG + ".zip"),
                                "the event is of the bucket 'elsewhere', but builds have their sources in 'sources'"),
                        Arguments.of(
                                Map.of("detail-type", "Object Created"),
                                "the event is of the bucket '', but builds have their sources in 'sources'"),
                        Arguments.of(
                                Map.of("detail-type", "Object Deleted"),
                                "the event is 'Object Deleted', but only 'Object Created' starts a build")));
    }

    @ParameterizedTest
    @MethodSource("badTriggers")
    void badTrigger(@Nullable Object event, String message) {
        assertThatThrownBy(() -> TriggerRequest.from(event, "sources"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage(message);
    }

    @Test
    void status() {
        assertThat(StatusRequest.from(Map.of("imageTag", TAG, "buildId", "p:1", "last", true)))
                .isEqualTo(new StatusRequest(new ImageTag(TAG), Optional.of("p:1"), true));
    }

    @Test
    void statusWithoutTheRestOrWithNulls() {
        Map<String, @Nullable Object> nulls = new HashMap<>();
        nulls.put("imageTag", TAG);
        nulls.put("buildId", null);
        nulls.put("last", null);

        assertThat(StatusRequest.from(Map.of("imageTag", TAG)))
                .isEqualTo(new StatusRequest(new ImageTag(TAG), Optional.empty(), false))
                .isEqualTo(StatusRequest.from(nulls));
    }

    static Stream<Arguments> badStatuses() {
        return Stream.concat(
                badTags(),
                Stream.of(
                        Arguments.of(
                                Map.of("imageTag", TAG, "buildId", 5), "the event's buildId must be text, but is '5'"),
                        Arguments.of(
                                Map.of("imageTag", TAG, "buildId", ""), "the event's buildId must be text, but is ''"),
                        Arguments.of(
                                Map.of("imageTag", TAG, "last", "yes"),
                                "the event's last must be true or false, but is 'yes'")));
    }

    @ParameterizedTest
    @MethodSource("badStatuses")
    void badStatus(@Nullable Object event, String message) {
        assertThatThrownBy(() -> StatusRequest.from(event))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage(message);
    }

    private static Stream<Arguments> badTags() {
        String noObject = "the event must be a JSON object such as {\"imageTag\": \"0123456789abcdef\"}";
        return Stream.of(
                Arguments.of(null, noObject),
                Arguments.of("text", noObject),
                Arguments.of(List.of(TAG), noObject),
                Arguments.of(Map.of(), "the event has no imageTag; it must be 16 lower-case hexadecimal digits"),
                Arguments.of(Map.of("imageTag", 5), "the event's imageTag must be text, but is '5'"),
                Arguments.of(
                        Map.of("imageTag", "latest"),
                        "the event's imageTag must be 16 lower-case hexadecimal digits, but is 'latest'"),
                Arguments.of(
                        Map.of("imageTag", TAG + "0".repeat(100)),
                        "the event's imageTag must be 16 lower-case hexadecimal digits, but is '" + TAG + "0".repeat(64)
                                + "…'"));
    }

    private static Map<String, Object> objectCreated(String bucket, String key) {
        return Map.of(
                "version", "0",
                "source", "aws.s3",
                "detail-type", "Object Created",
                "detail", Map.of("bucket", Map.of("name", bucket), "object", Map.of("key", key, "size", 5)));
    }
}
