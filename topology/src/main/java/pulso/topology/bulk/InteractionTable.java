package pulso.topology.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/** The interactions that are not over, by channel and key. Confined to one thread. */
final class InteractionTable {
    private static final int SMALLEST = 1 << 12;

    private @Nullable Interaction[] slots = new Interaction[SMALLEST];
    private long[] keys = new long[SMALLEST];
    private List<Interaction> inOrder = new ArrayList<>();

    /** The interaction of a key; a new one where there is none. */
    Interaction of(Channel channel, long high, long low, @Nullable String name) {
        long key = key(channel, high);
        int at = find(key, channel, high, low);
        var found = slots[at];
        if (found != null) {
            return found;
        }
        var fresh = new Interaction(high, low, channel, name);
        slots[at] = fresh;
        keys[at] = key;
        inOrder.add(fresh);
        if (inOrder.size() * 2 > slots.length) {
            rehash(slots.length * 2);
        }
        return fresh;
    }

    @Nullable
    Interaction find(Channel channel, long high, long low) {
        return slots[find(key(channel, high), channel, high, low)];
    }

    private int find(long key, Channel channel, long high, long low) {
        int mask = slots.length - 1;
        int at = (int) key & mask;
        for (var found = slots[at]; found != null; found = slots[at]) {
            if (keys[at] == key && found.high == high && found.low == low && found.channel == channel) {
                return at;
            }
            at = at + 1 & mask;
        }
        return at;
    }

    private static long key(Channel channel, long high) {
        long key = high + channel.wireName().hashCode() * 0x9E3779B97F4A7C15L;
        return key ^ key >>> 32;
    }

    /** Takes interactions out, in the order in which they came. */
    List<Interaction> takeIf(Predicate<Interaction> isOver) {
        var taken = new ArrayList<Interaction>();
        var rest = new ArrayList<Interaction>();
        for (var interaction : inOrder) {
            (isOver.test(interaction) ? taken : rest).add(interaction);
        }
        inOrder = rest;
        int needed = SMALLEST;
        while (rest.size() * 4 > needed) {
            needed *= 2;
        }
        rehash(needed);
        return taken;
    }

    private void rehash(int length) {
        slots = new Interaction[length];
        keys = new long[length];
        for (var interaction : inOrder) {
            long key = key(interaction.channel, interaction.high);
            int at = find(key, interaction.channel, interaction.high, interaction.low);
            slots[at] = interaction;
            keys[at] = key;
        }
    }
}
