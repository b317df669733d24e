package pulso.schemas.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class GenerationBookTest {
    private static final Instant BEGUN = Instant.parse("2026-11-20T10:00:00Z");

    private final GenerationBook book = new GenerationBook();

    @Test
    void shouldShowTheFirstGenerationUntilAnotherIsPromoted() {
        book.put(building("fixed", BEGUN));

        assertThat(book.current()).isEqualTo("g1");

        book.put(building("fixed", BEGUN).promoted(BEGUN.plusSeconds(60)));

        assertThat(book.current()).isEqualTo("fixed");
    }

    @Test
    void shouldShowTheOneThatWasPromotedLast() {
        book.put(Generation.first("g1", BEGUN));
        book.put(building("a", BEGUN.plusSeconds(1)).promoted(BEGUN.plusSeconds(60)));
        book.put(building("b", BEGUN.plusSeconds(2)).promoted(BEGUN.plusSeconds(90)));
        book.put(Generation.first("g1", BEGUN).promoted(BEGUN.plusSeconds(120)));

        assertThat(book.current()).isEqualTo("g1");
        assertThat(book.all()).extracting(Generation::name).containsExactly("g1", "a", "b");

        book.remove("g1");

        assertThat(book.current()).isEqualTo("b");
    }

    @Test
    void shouldRefuseANameThatCannotBeADatabases() {
        assertThatThrownBy(() -> building("fix-1", BEGUN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fix-1");
    }

    private static Generation building(String name, Instant begunAt) {
        return new Generation(name, "g1", Generation.State.BUILDING, begunAt, null, null, "", null);
    }
}
