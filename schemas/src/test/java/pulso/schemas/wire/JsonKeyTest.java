package pulso.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonKeyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"", "Ventas<-", "Peñarol", "聊天", "😀", "a\"b", "a\\b", "a\nb", "\u0001", "\u007f", "a/b"})
    void shouldStandAsAnyJsonWriterHasIt(String text) throws JsonProcessingException {
        var key = JsonKey.of("ucontact", text, null, 7, Long.MIN_VALUE, Instant.EPOCH);

        assertThat(key.bytes()).isEqualTo(JSON.writeValueAsBytes(key.parts()));
        assertThat(JsonKey.parse(key.bytes()).text(1)).isEqualTo(text);
    }
}
