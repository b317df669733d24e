package pulso.topology.bulk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;

/** The rows of one interaction, most of them still undecoded: places in blocks. Confined to one thread at a time. */
final class Interaction {
    final long high;
    final long low;
    final Channel channel;
    private final @Nullable String name;

    long lastSecond = Long.MIN_VALUE;
    int[] places = new int[4];
    int count;
    private @Nullable List<QueueEvent> decoded;

    /**
     * @param name where its rows may not name it; null where they do
     */
    Interaction(long high, long low, Channel channel, @Nullable String name) {
        this.high = high;
        this.low = low;
        this.channel = channel;
        this.name = name;
    }

    void add(int place, long second) {
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
        }
        places[count] = place;
        count++;
        lastSecond = Math.max(lastSecond, second);
    }

    void add(QueueEvent row) {
        if (decoded == null) {
            decoded = new ArrayList<>();
        }
        decoded.add(row);
        lastSecond = Math.max(lastSecond, row.at().getEpochSecond());
    }

    /** What its rows call it, or what stands in for a name. */
    String name(List<QueueEvent> rows) {
        if (name != null) {
            return name;
        }
        for (var row : rows) {
            if (row.interaction() != null) {
                return row.interaction();
            }
        }
        throw new IllegalStateException("rows without a name stand in an interaction that has one");
    }

    /** Gives the rows that were decoded to another interaction, which they turned out to belong to. */
    void moveDecoded(Interaction target) {
        decoded().forEach(target::add);
        decoded = null;
    }

    List<QueueEvent> decoded() {
        return decoded == null ? List.of() : decoded;
    }
}
