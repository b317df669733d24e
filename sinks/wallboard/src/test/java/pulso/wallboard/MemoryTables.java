package pulso.wallboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A view of two rows. */
final class MemoryTables implements TableArchive {
    final List<String> asked = new ArrayList<>();

    @Override
    public Set<String> views() {
        return Set.of("calls");
    }

    @Override
    public void view(String name, @Nullable Moment from, @Nullable Moment to, Limits limits, Taker taker) {
        taker.heads(
                List.of(new Head("queue", "String"), new Head("at", "DateTime64(3, 'UTC')"), new Head("n", "Int64")));
        boolean goesOn = taker.row(List.of("Ventas<-", "2026-11-20 10:00:00.000", 1));
        if (goesOn) {
            taker.row(List.of("Soporte<-", "2026-11-20 10:00:01.000", 2));
        }
    }

    @Override
    public void query(String sql, Limits limits, Taker taker) {
        if (sql.contains("nonsense")) {
            throw new QuestionRefused("Code: 47. DB::Exception: Unknown identifier nonsense");
        }
        asked.add(sql);
        taker.heads(List.of(new Head("n", "UInt8")));
        taker.row(List.of(1));
    }
}
