package pulso.topology.oracle;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link HistoriesTest} with histories that nobody has played yet: what fails here is a finding, with its seed. */
@Tag("long")
class FreshHistoriesTest {
    @Test
    void shouldGiveTheOraclesFiguresInHistoriesNobodyHasPlayedYet() {
        HistoriesTest.play(new Random().nextInt(1_000_000_000));
    }
}
