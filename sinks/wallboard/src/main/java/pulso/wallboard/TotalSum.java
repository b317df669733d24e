package pulso.wallboard;

import java.util.ArrayList;
import java.util.List;
import pulso.schemas.kpi.QueueFigures;

/**
 * The sum of several queues, growing.
 *
 * @param recent figures of the last minutes, from which waits are estimated
 * @param of the queues in it
 */
record TotalSum(OpenCount open, Judged judged, HandlingTime recent, List<QueueKey> of) {
    static TotalSum empty() {
        return new TotalSum(new OpenCount(), new Judged(), new HandlingTime(), new ArrayList<>());
    }

    void add(QueueKey queue, OpenCount moreOpen, Judged more, QueueFigures moreRecent) {
        open.add(moreOpen);
        judged.add(more);
        recent.add(moreRecent);
        of.add(queue);
    }
}
