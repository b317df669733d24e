package pulso.clickhouse;

import com.clickhouse.client.api.metadata.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import pulso.schemas.privacy.Masking;
import pulso.schemas.source.Layouts;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;

/**
 * Which topics go into which table, and how.
 *
 * @param mapping made once the table's columns are known
 */
record Feed(String database, String table, List<String> topics, Function<TableSchema, RowMapping> mapping) {

    static List<Feed> of(ClickHouseConfig config, AvroWire wire, SourceZones zones) {
        var feeds = new ArrayList<Feed>();
        var layouts = new HashMap<String, Layouts>();
        config.sources().forEach(source -> layouts.put(source.name(), source.layouts()));
        var masking = config.storage().masking();
        for (var table : RawTable.values()) {
            var topics = config.sources().stream()
                    .filter(source ->
                            source.tables().contains(table.sourceTable().name()))
                    .map(source -> table.topic(source.name(), source.layouts()))
                    .toList();
            if (!topics.isEmpty()) {
                feeds.add(new Feed(
                        RawTable.DATABASE,
                        table.table(),
                        topics,
                        schema -> new RawMapping(
                                table, schema, wire, Map.copyOf(layouts), Privacy.ofRaw(masking, table))));
            }
        }
        if (config.feedsRawTables()) {
            feeds.add(derived(RawTable.DATABASE, DerivedTable.SETTINGS, Masking.NONE, wire, zones));
        }
        for (var table : DerivedTable.of(Topics.derived(config.generation()))) {
            feeds.add(derived(config.generationDatabase(), table, masking, wire, zones));
        }
        return feeds;
    }

    /** Raw rows and settings are the same whichever generation is shown. */
    boolean isOfGeneration() {
        return !database.equals(RawTable.DATABASE);
    }

    private static <T extends Record> Feed derived(
            String database, DerivedTable<T> table, Masking masking, AvroWire wire, SourceZones zones) {
        Topic<T> topic = table.topic();
        return new Feed(
                database,
                table.name(),
                List.of(topic.name()),
                schema -> new RecordMapping<>(
                        topic, table.type(), schema, wire, zones, Privacy.ofDerived(masking, table.name())));
    }
}
