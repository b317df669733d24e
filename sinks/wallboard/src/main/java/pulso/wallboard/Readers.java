package pulso.wallboard;

import java.util.LinkedHashMap;
import java.util.Map;

/** The readers of the queries asked most recently: who polls pays for what changed, not for the whole window again. */
final class Readers {
    private static final int KEPT = 64;

    private final Board board;
    private final WallboardConfig config;
    private final Map<BoardQuery, BoardReader> byQuery = new LinkedHashMap<>(KEPT, 0.75f, true);

    Readers(Board board, WallboardConfig config) {
        this.board = board;
        this.config = config;
    }

    synchronized BoardReader of(BoardQuery query) {
        var reader = byQuery.computeIfAbsent(query, each -> new BoardReader(board, config, each));
        if (byQuery.size() > KEPT) {
            byQuery.remove(byQuery.keySet().iterator().next());
        }
        return reader;
    }
}
