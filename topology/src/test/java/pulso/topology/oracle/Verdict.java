package pulso.topology.oracle;

import java.util.List;
import pulso.schemas.passage.Channel;

/** Whether the folds come to other figures than the oracle; the way in for a class loader whose folds are broken. */
public final class Verdict {
    private Verdict() {}

    /** Also red where the folds fail altogether. */
    public static boolean isRed(long seed) {
        var history = History.of(seed, List.of(Channel.values()));
        var oracle = NaiveOracle.figures(history);
        if (oracle == null) {
            return false;
        }
        try {
            return !Player.differences(oracle, Player.play(history, Player.Way.of(history)))
                    .isEmpty();
        } catch (RuntimeException | AssertionError _) {
            return true;
        }
    }
}
