package pulso.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the dialer decided about its lists, each with the moment at which it stands in the database. */
final class DialerBook {
    /** No status: the row is not there, before its insert and after its deletion. */
    static final int GONE = -1;

    static final int IN_PROCESS = 0;
    static final int PENDING = 1;
    static final int BLOCKED = 3;

    private final Map<Key, Loaded> lists = new LinkedHashMap<>();
    private final List<Moved> moves = new ArrayList<>();

    void loaded(String campaign, String list, int records, long millis) {
        lists.put(new Key(campaign, list), new Loaded(records, millis));
    }

    void retired(String campaign, String list, long millis) {
        @Nullable Loaded loaded = lists.get(new Key(campaign, list));
        if (loaded != null) {
            loaded.retiredMillis = millis;
        }
    }

    void moved(String campaign, String list, int before, int after, long millis) {
        moves.add(new Moved(new Key(campaign, list), before, after, millis));
    }

    List<DialerList> at(long millis) {
        List<DialerList> found = new ArrayList<>();
        lists.forEach((key, loaded) -> {
            if (loaded.millis < millis) {
                found.add(new DialerList(
                        key.campaign,
                        key.list,
                        loaded.retiredMillis >= millis,
                        loaded.records,
                        standing(key, PENDING, millis),
                        standing(key, IN_PROCESS, millis),
                        standing(key, BLOCKED, millis)));
            }
        });
        return found;
    }

    private int standing(Key key, int status, long millis) {
        int rows = 0;
        for (Moved move : moves) {
            if (move.millis < millis && move.key.equals(key)) {
                rows += (move.after == status ? 1 : 0) - (move.before == status ? 1 : 0);
            }
        }
        return rows;
    }

    private record Key(String campaign, String list) {}

    private record Moved(Key key, int before, int after, long millis) {}

    private static final class Loaded {
        final int records;
        final long millis;
        long retiredMillis = Long.MAX_VALUE;

        Loaded(int records, long millis) {
            this.records = records;
            this.millis = millis;
        }
    }
}
