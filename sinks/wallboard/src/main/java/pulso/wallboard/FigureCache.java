package pulso.wallboard;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;

/** The figures of one window, kept for each queue until a minute, a setting or the window changes. Guarded by the board. */
final class FigureCache {
    private final Map<QueueKey, Kept> kept = new HashMap<>();
    private final Collection<Kpi> wanted;

    /**
     * The figures of a queue, not to be changed.
     *
     * @param changed the board's version at which a minute changed last; {@code settled} likewise a setting
     */
    record Kept(long changed, long settled, Window.Span span, Judged judged, Map<String, @Nullable Number> kpi) {
        private boolean isOf(long newest, long newestSetting, Window.Span other) {
            return changed == newest
                    && settled == newestSetting
                    && span.from().equals(other.from())
                    && span.lastMinute().equals(other.lastMinute());
        }
    }

    /**
     * @param wanted the figures that are read again and again, so that they are made once
     */
    FigureCache(Collection<Kpi> wanted) {
        this.wanted = wanted;
    }

    Kept of(QueueKey key, Board.QueueEntry entry, Window.Span span, Judge judge, long settled) {
        var known = kept.get(key);
        if (known != null && known.isOf(entry.changed(), settled, span)) {
            return known;
        }
        var judged = new Judged();
        judge.add(judged, key, entry.minutes(), span);
        var fresh = new Kept(
                entry.changed(),
                settled,
                span,
                judged,
                judged.kpi(wanted, judge.asked().formula()));
        kept.put(key, fresh);
        return fresh;
    }

    void retainOnly(Set<QueueKey> shown) {
        kept.keySet().retainAll(shown);
    }
}
