package pulso.schemas.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pulso.schemas.kpi.Distribution.SecondCount;

class QueueFiguresTest {
    @Test
    void shouldMakeMeansFromSumsOverMinutes() {
        var figures = new QueueFigures()
                .add(Minutes.minute(0)
                        .answered(List.of(new SecondCount(10, 1)))
                        .talk(1, 100)
                        .build())
                .add(Minutes.minute(1)
                        .answered(List.of(new SecondCount(40, 3)))
                        .talk(3, 60)
                        .wrapUp(2, 20)
                        .build());

        assertThat(figures.answeredWaits().mean()).isEqualTo((10 + 3 * 40) / 4.0);
        assertThat(figures.aht()).isEqualTo((100 + 60 + 20) / 4.0);
    }

    @Test
    void shouldTakeTheNearestRankOfAllEndedWaits() {
        var figures = new QueueFigures()
                .add(Minutes.minute(0)
                        .answered(List.of(new SecondCount(1, 1), new SecondCount(2, 1), new SecondCount(3, 1)))
                        .abandoned(List.of(new SecondCount(100, 1)))
                        .build());

        assertThat(figures.endedWaits().percentile(50)).isEqualTo(2);
        assertThat(figures.endedWaits().percentile(75)).isEqualTo(3);
        assertThat(figures.endedWaits().percentile(76)).isEqualTo(100);
        assertThat(figures.endedWaits().max()).isEqualTo(100);
    }

    @Test
    void shouldBeUnknownWhereNothingHappened() {
        var nothing = new QueueFigures();

        assertThat(nothing.answeredWaits().mean()).isNull();
        assertThat(nothing.aht()).isNull();
        assertThat(nothing.abandonedWaits().mean()).isNull();
        assertThat(nothing.endedWaits().percentile(95)).isNull();
        assertThat(nothing.offered()).isZero();
    }

    @Test
    void shouldCountAnAbandonOfExactlyTheShortThresholdAsLong() {
        var figures = new QueueFigures()
                .add(Minutes.minute(0)
                        .abandoned(List.of(new SecondCount(4, 2), new SecondCount(5, 1)))
                        .build());

        assertThat(ServiceLevelParts.of(figures, ServiceTarget.DEFAULT).shortAbandoned())
                .isEqualTo(2);
    }

    @Test
    void shouldHaveAnIdASentenceInThreeLanguagesAndAFormulaForEachKpi() {
        assertThat(Arrays.stream(Kpi.values()).map(Kpi::id)).doesNotHaveDuplicates();
        assertThat(Kpi.values()).allSatisfy(kpi -> {
            assertThat(kpi.formula()).isNotBlank();
            assertThat(List.of(
                            kpi.sentence().en(),
                            kpi.sentence().es(),
                            kpi.sentence().pt()))
                    .allMatch(sentence -> sentence.endsWith("."));
        });
    }
}
