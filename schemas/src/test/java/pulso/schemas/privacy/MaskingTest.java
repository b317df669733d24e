package pulso.schemas.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulso.schemas.privacy.Masking.Treatment;

class MaskingTest {
    private static final String KEY = "a key of our own";

    @ParameterizedTest
    @CsvSource({
        "NUMBER, +59891234567, *********567",
        "NUMBER, 1234, ****",
        "NAME, Lucía  Pérez, L.P.",
        "ADDRESS, lucia@example.com, l***@example.com",
        "ADDRESS, Calle 13, ***",
        "TEXT, call me at home, ***",
    })
    void shouldLeaveEnoughToRecogniseWhomOneKnows(PersonalData kind, String value, String told) {
        var masking = new Masking(Map.of(kind, Treatment.MASK), Map.of(), "");

        assertThat(masking.tell(kind, value)).isEqualTo(told);
    }

    @Test
    void shouldTellEqualHashesOfEqualValuesAndOthersUnderAnotherKey() {
        var masking = new Masking(Map.of(PersonalData.NUMBER, Treatment.HASH), Map.of(), KEY);
        var other = new Masking(Map.of(PersonalData.NUMBER, Treatment.HASH), Map.of(), KEY + "!");

        var told = masking.tell(PersonalData.NUMBER, "099123456");

        assertThat(told).matches("[0-9a-f]{16}").isEqualTo(masking.tell(PersonalData.NUMBER, " 099123456 "));
        assertThat(masking.tell(PersonalData.NUMBER, "099123457")).isNotEqualTo(told);
        assertThat(other.tell(PersonalData.NUMBER, "099123456")).isNotEqualTo(told);
        assertThat(masking.toString()).doesNotContain(KEY);
    }

    @Test
    void shouldKeepWhatNothingIsSaidAboutAndWhatIsNotThere() {
        var masking = new Masking(Map.of(PersonalData.NAME, Treatment.MASK), Map.of(), "");

        assertThat(masking.tell(PersonalData.NUMBER, "1234")).isEqualTo("1234");
        assertThat(masking.tell(PersonalData.NAME, null)).isNull();
        assertThat(Masking.NONE.keepsAll()).isTrue();
        assertThat(masking.keepsAll()).isFalse();
    }

    @Test
    void shouldTreatAColumnAsIsSaidOfIt() {
        var masking = new Masking(Map.of(PersonalData.TEXT, Treatment.MASK), Map.of("cdr.note", Treatment.KEEP), "");

        assertThat(masking.tell(PersonalData.TEXT, "cdr", "note", "called twice"))
                .isEqualTo("called twice");
        assertThat(masking.tell(PersonalData.TEXT, "sms", "message", "hello")).isEqualTo("***");
    }

    @Test
    void shouldRefuseToHashWithoutAKey() {
        var byKind = Map.of(PersonalData.NUMBER, Treatment.HASH);

        assertThatThrownBy(() -> new Masking(byKind, Map.of(), "short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16");
    }
}
