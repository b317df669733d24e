package pulso.clickhouse;

import java.util.List;
import pulso.schemas.topic.Topics;

/** The tables of the contact centre that have a table here. Their columns stand in {@code ddl/raw}, nowhere else. */
enum RawTable {
    QUEUE_LOG("ccrepo", "QUEUE_LOG_REPO", "queue_log", "datetime", List.of()),
    CDR("ccrepo", "CDR_REPO", "cdr", "calldate", List.of("uniqueid", "calldate"));

    /** Database of the storage; the views that people use stand in {@code pulso}. */
    static final String DATABASE = "pulso_raw";

    private final String sourceDatabase;
    private final String sourceTable;
    private final String table;
    private final String timeColumn;
    private final List<String> key;

    RawTable(String sourceDatabase, String sourceTable, String table, String timeColumn, List<String> key) {
        this.sourceDatabase = sourceDatabase;
        this.sourceTable = sourceTable;
        this.table = table;
        this.timeColumn = timeColumn;
        this.key = key;
    }

    String sourceTable() {
        return sourceTable;
    }

    String table() {
        return table;
    }

    /** The column that says when it happened. */
    String timeColumn() {
        return timeColumn;
    }

    /** Columns whose change makes another row of it, besides the source; none: every column. */
    List<String> key() {
        return key;
    }

    String topic(String source) {
        return Topics.rawName(source, sourceDatabase, sourceTable);
    }
}
