package pulso.clickhouse;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.LogTable;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.SourceTable;
import pulso.schemas.topic.Topics;

/** The tables of the contact centre that have a table here. Their columns stand in {@code ddl/raw}, nowhere else. */
enum RawTable {
    QUEUE_LOG(SourceTable.QUEUE_LOG_REPO),
    WEBCHAT_LOG(SourceTable.WEBCHAT_LOG_REPO),
    SMS_LOG(SourceTable.SMS_LOG_REPO),
    EMAIL_LOG(SourceTable.EMAIL_LOG_REPO),
    TWITTER_LOG(SourceTable.TWITTER_LOG_REPO),
    MESSENGER_LOG(SourceTable.MESSENGER_LOG_REPO),
    FACEBOOK_LOG(SourceTable.FACEBOOK_LOG_REPO),
    CDR(SourceTable.CDR_REPO, "uniqueid"),
    SMS(SourceTable.SMS_REPO, "id"),
    TAGS(SourceTable.TAGS, "id"),
    BLACK_LIST_HISTORY(SourceTable.BLACK_LIST_HISTORY, "id"),
    SIPCHAT(SourceTable.SIPCHAT, "id"),
    AUDITORY(SourceTable.AUDITORY, "id"),
    CALLS_SPOOL(SourceTable.CALLS_SPOOL),
    DIALER_BASE(SourceTable.DIALER_BASE, "id");

    /** Database of the storage; the views that people use stand in {@code pulso}. */
    static final String DATABASE = "pulso_raw";

    private final SourceTable sourceTable;
    private final @Nullable String id;

    RawTable(SourceTable sourceTable) {
        this(sourceTable, null);
    }

    RawTable(SourceTable sourceTable, @Nullable String id) {
        this.sourceTable = sourceTable;
        this.id = id;
    }

    SourceTable sourceTable() {
        return sourceTable;
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dictionary of a log; null for a table that is none. */
    @Nullable
    LogTable log() {
        var channel = sourceTable.channel();
        return channel == null ? null : LogTable.of(channel);
    }

    /** The column by which a row is known; null where its whole content is. */
    @Nullable
    String id() {
        return id;
    }

    /** Columns whose change makes another row of it, besides the source; none: every column. */
    List<String> key() {
        var time = sourceTable.timeColumn();
        if (id == null) {
            return List.of();
        }
        return time == null ? List.of(id) : List.of(id, time);
    }

    /** Whether a row that the source deletes is to vanish here too. */
    boolean forgetsDeleted() {
        return !sourceTable.deletesAreRetention();
    }

    String topic(String source, Layouts layouts) {
        return Topics.rawName(source, layouts.of(sourceTable));
    }
}
