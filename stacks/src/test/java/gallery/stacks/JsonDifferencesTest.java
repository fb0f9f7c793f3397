package gallery.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonDifferencesTest {

    @Test
    void namesEachPlaceAndBothValues() throws JsonProcessingException {
        assertThat(between("{\"a\":1,\"b\":[1,2],\"c\":\"x\"}", "{\"a\":1,\"b\":[1,3,4],\"d\":true}"))
                .containsExactly(
                        "/b/1: reviewed 2, now 3",
                        "/b/2: reviewed nothing, now 4",
                        "/c: reviewed \"x\", now nothing",
                        "/d: reviewed nothing, now true");
    }

    @Test
    void findsNothingWhereThereIsNothing() throws JsonProcessingException {
        assertThat(between("{\"a\":[{}],\"b\":null}", "{\"b\":null,\"a\":[{}]}"))
                .isEmpty();
    }

    @Test
    void stopsAfterTheFirstFew() throws JsonProcessingException {
        assertThat(between("[1,1,1,1,1,1,1,1,1,1,1,1]", "[]")).hasSize(11).endsWith("and 2 more");
    }

    private static List<String> between(String expected, String actual) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        return JsonDifferences.between(json.readTree(expected), json.readTree(actual));
    }
}
