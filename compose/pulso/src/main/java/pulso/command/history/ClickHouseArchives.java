package pulso.command.history;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pulso.wallboard.PassageArchive;
import pulso.wallboard.TableArchive;

/** What a board looks up in ClickHouse, whose address may be known later than the board is there. */
public final class ClickHouseArchives implements AutoCloseable {
    private final AtomicReference<@Nullable ClickHouseReader> reader = new AtomicReference<>();
    private final PassageArchive passages = new StoredPassages(this::reader);
    private final TableArchive tables = new StoredTables(this::reader);

    /** From now on questions are answered. Only the first address counts. */
    public void open(URI endpoint, String user, String password) {
        reader.compareAndSet(null, new ClickHouseReader(endpoint, user, password));
    }

    public PassageArchive passages() {
        return passages;
    }

    public TableArchive tables() {
        return tables;
    }

    private ClickHouseReader reader() {
        var known = reader.get();
        if (known == null) {
            throw new IllegalStateException("ClickHouse is not known yet: set clickhouse.url, or run it here");
        }
        return known;
    }

    @Override
    public void close() {
        var known = reader.get();
        if (known != null) {
            known.close();
        }
    }
}
