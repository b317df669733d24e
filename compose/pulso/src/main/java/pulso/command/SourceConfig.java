package pulso.command;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.ingest.CapturedTable;
import pulso.ingest.IngestConfig;
import pulso.ingest.IngestConfig.Database;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.SourceTable;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;

/**
 * One contact centre, checked before anything starts.
 *
 * @param name the first part of its topics' names
 * @param zone of its DATETIME columns
 * @param database the database to capture; null when it is embedded
 * @param tables the tables to capture, that of the agents' names aside
 * @param layouts where the documented tables lie
 * @param retention how long raw topics keep a row; null for ever
 * @param serverId what capture calls itself among the database's replicas; null for one made of the name
 * @param names where the agents' full names stand; null for nowhere
 * @param decisions what the file says of queues and agents
 */
public record SourceConfig(
        String name,
        ZoneId zone,
        @Nullable Database database,
        List<CapturedTable> tables,
        Layouts layouts,
        @Nullable LocalDate since,
        @Nullable Duration retention,
        @Nullable Long serverId,
        @Nullable AgentNames names,
        List<Decision> decisions) {
    public SourceConfig {
        tables = List.copyOf(tables);
        for (var table : tables) {
            layouts = layouts.placed(table.database(), table.name());
        }
    }

    /** What capture is told; the database is a parameter since the demo's is not in any file. */
    IngestConfig ingest(Database from, String bootstrapServers, short replication) {
        var byDefault = IngestConfig.of(name, from, bootstrapServers, zone);
        var captured = new ArrayList<>(tables);
        if (names != null) {
            captured.add(names.table());
        }
        return new IngestConfig(
                name,
                from.host(),
                from.port(),
                from.user(),
                from.password(),
                captured,
                layouts,
                bootstrapServers,
                zone,
                retention,
                since,
                serverId == null ? byDefault.serverId() : serverId,
                replication);
    }

    /** The raw topic of a documented table, whether it is captured or not. */
    public Topic<?> topic(SourceTable table) {
        return Topics.raw(name, layouts.of(table), retention);
    }

    /** The documented tables that are captured. */
    public Set<SourceTable> documented() {
        var documented = EnumSet.noneOf(SourceTable.class);
        for (var captured : tables) {
            var byName = SourceTable.named(captured.name());
            if (byName != null) {
                documented.add(byName);
                continue;
            }
            for (var layout : layouts.all()) {
                if (layout.qualifiedName().equalsIgnoreCase(captured.toString())) {
                    documented.add(layout.table());
                }
            }
        }
        return documented;
    }
}
