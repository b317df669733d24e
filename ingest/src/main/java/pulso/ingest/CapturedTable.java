package pulso.ingest;

import pulso.schemas.source.SourceTable;
import pulso.schemas.topic.Topics;

/**
 * A table to capture, in any letter case: {@code ccrepo.QUEUE_LOG_REPO}. A documented name stands for the table that the
 * layouts give it.
 *
 * @param required whether capture refuses to start without it, rather than skip it and say so
 */
public record CapturedTable(String database, String name, boolean required) {
    public CapturedTable {
        if (database.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a table is given as database.TABLE");
        }
    }

    /** A table that must be there. */
    public CapturedTable(String database, String name) {
        this(database, name, true);
    }

    public static CapturedTable parse(String qualified) {
        int dot = qualified.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException(
                    "'" + qualified + "' names no database: write it as ccrepo." + qualified);
        }
        return new CapturedTable(
                qualified.substring(0, dot).strip(),
                qualified.substring(dot + 1).strip());
    }

    /** The name of its raw topic where no layout moves it: a documented table as it is documented, another as written. */
    public String topic(String source) {
        var documented = SourceTable.named(name);
        return Topics.rawName(source, database, documented == null ? name : documented.tableName());
    }

    @Override
    public String toString() {
        return database + '.' + name;
    }
}
