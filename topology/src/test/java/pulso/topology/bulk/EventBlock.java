package pulso.topology.bulk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;

/** Rows that were decoded beforehand. */
final class EventBlock extends RowBlock {
    private final List<QueueEvent> events;

    private EventBlock(Channel channel, List<QueueEvent> events) {
        super(channel);
        this.events = events;
    }

    /** In their order; a block for each stretch of one channel. */
    static List<EventBlock> of(List<QueueEvent> events, int length) {
        var blocks = new ArrayList<EventBlock>();
        int from = 0;
        for (int i = 1; i <= events.size(); i++) {
            if (i == events.size()
                    || i - from == length
                    || events.get(i).channel() != events.get(from).channel()) {
                blocks.add(new EventBlock(events.get(from).channel(), events.subList(from, i)));
                from = i;
            }
        }
        return blocks;
    }

    @Override
    public int size() {
        return events.size();
    }

    @Override
    public Lane lane(int row) {
        var event = events.get(row);
        boolean isCall = !event.kind().isSession()
                && event.kind() != EventKind.RESTART
                && event.kind() != EventKind.PHONE_LINK
                && event.kind() != EventKind.PHONE_RING
                && event.kind() != EventKind.PHONE_HOLD
                && event.kind() != EventKind.PHONE_UNHOLD
                && event.interaction() != null;
        return isCall ? Lane.CALL : Lane.EVENT;
    }

    @Override
    public long second(int row) {
        return events.get(row).at().getEpochSecond();
    }

    @Override
    public long keyHigh(int row) {
        var name = events.get(row).interaction();
        return name == null ? 0 : RowKey.high(name);
    }

    @Override
    public long keyLow(int row) {
        var name = events.get(row).interaction();
        return name == null ? 0 : RowKey.low(name);
    }

    @Override
    public void dropKeys() {}

    @Override
    public QueueEvent event(int row, @Nullable String interaction) {
        return events.get(row);
    }
}
