package pulso.wallboard;

import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.QueueCount;
import pulso.schemas.kpi.QueueFigures;

/** What the mean handling time of several queues is made of: the sums alone, since it is made anew with every reading. */
final class HandlingTime {
    private long seconds;
    private long known;

    void add(QueueFigures figures) {
        seconds += figures.talk() + figures.wrapUp();
        known += figures.get(QueueCount.TALK_KNOWN);
    }

    /** The figure that {@link QueueFigures#aht()} gives for the same minutes. */
    @Nullable
    Double aht() {
        return known == 0 ? null : (Double) ((double) seconds / known);
    }
}
