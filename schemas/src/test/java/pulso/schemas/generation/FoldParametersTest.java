package pulso.schemas.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulso.schemas.passage.Channel;

class FoldParametersTest {
    @Test
    void shouldHaveADefaultForWhatIsNotSaid() {
        var parameters = FoldParameters.parse("age.telephony=4h\n");

        assertThat(parameters.longest(Channel.TELEPHONY)).isEqualTo(Duration.ofHours(4));
        assertThat(parameters.longest(Channel.EMAIL)).isEqualTo(Duration.ofDays(7));
        assertThat(parameters.pauseRule()).isEqualTo(FoldParameters.PauseRule.REAL);
        assertThat(parameters.eventName("CONNECT")).isEqualTo("CONNECT");
    }

    @Test
    void shouldReadBackItsOwnText() {
        var parameters = FoldParameters.of(
                Map.of("age.sms", "2d", "pause", "asterisk", "event.ABANDONED", "ABANDON", "age.email", "7d"));

        assertThat(FoldParameters.parse(parameters.text())).isEqualTo(parameters);
        assertThat(parameters.text()).isEqualTo("age.sms=172800s\nevent.ABANDONED=ABANDON\npause=asterisk");
        assertThat(FoldParameters.DEFAULT.text()).isEmpty();
        assertThat(FoldParameters.parse("")).isEqualTo(FoldParameters.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "age.fax, 2h, no channel 'fax'",
        "age.sms, soon, must be a time like",
        "age.sms, 8d, up to 7d",
        "age.sms, 0s, must be a time like",
        "pause, all, no pause rule 'all'",
        "treshold, 20, no parameter 'treshold'",
    })
    void shouldSayWhatIsWrong(String key, String value, String problem) {
        assertThatThrownBy(() -> FoldParameters.of(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }
}
