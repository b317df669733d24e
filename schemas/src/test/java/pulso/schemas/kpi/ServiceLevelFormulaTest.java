package pulso.schemas.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulso.schemas.kpi.Distribution.SecondCount;

class ServiceLevelFormulaTest {
    /** 100 calls: 70 answered within T = 20 s, 10 answered later, 10 abandoned within T of which 4 short, 10 later. */
    @ParameterizedTest
    @CsvSource({"sl1, 70, 80", "sl2, 70, 100", "sl3, 70, 90", "sl4, 80, 100", "sl5, 80, 100", "sl6, 70, 96"})
    void shouldDivideAsItsFamilyDoes(String id, double part, double whole) {
        var figures = new QueueFigures()
                .add(Minutes.minute(0)
                        .answered(List.of(new SecondCount(20, 70), new SecondCount(21, 10)))
                        .abandoned(List.of(new SecondCount(4, 4), new SecondCount(5, 6), new SecondCount(60, 10)))
                        .build());

        var level = ServiceLevelFormula.of(id).apply(figures, ServiceLevelParts.of(figures, ServiceTarget.DEFAULT));

        assertThat(level).isCloseTo(part / whole, within(1e-12));
    }

    @Test
    void shouldLeaveOpenPassagesOutOfTheDenominator() {
        var figures = new QueueFigures()
                .add(Minutes.minute(0)
                        .answered(List.of(new SecondCount(3, 1)))
                        .open(9)
                        .build());

        assertThat(ServiceLevelFormula.SL6.apply(figures, ServiceLevelParts.of(figures, ServiceTarget.DEFAULT)))
                .isEqualTo(1.0);
    }

    @Test
    void shouldJudgeEachPartByItsOwnTarget() {
        var yesterday = new QueueFigures()
                .add(Minutes.minute(0).answered(List.of(new SecondCount(25, 1))).build());
        var today = new QueueFigures()
                .add(Minutes.minute(1).answered(List.of(new SecondCount(25, 1))).build());
        var parts = ServiceLevelParts.of(yesterday, new ServiceTarget(30, 5))
                .plus(ServiceLevelParts.of(today, new ServiceTarget(20, 5)));

        assertThat(ServiceLevelFormula.SL6.apply(yesterday.add(today), parts)).isEqualTo(0.5);
    }

    @Test
    void shouldBeUnknownWithoutADenominator() {
        for (var formula : ServiceLevelFormula.values()) {
            assertThat(formula.apply(new QueueFigures(), ServiceLevelParts.NONE))
                    .as(formula.id())
                    .isNull();
        }
    }
}
