package pulso.command;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pulso.schemas.source.SourceTable;

/**
 * The Pulso that a command works on from outside: its settings, and where its servers are. Mixed into commands that need
 * Kafka and ClickHouse.
 */
public final class Installation {
    /** What the folds read, where it is captured. */
    static final Set<SourceTable> FOLDED = folded();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            description = "ClickHouse to work on (default: likewise by clickhouse.url).")
    private @Nullable URI clickHouse;

    private static Set<SourceTable> folded() {
        var tables = EnumSet.of(SourceTable.CDR_REPO, SourceTable.DIALER_BASE, SourceTable.CALLS_SPOOL);
        for (var table : SourceTable.values()) {
            if (table.channel() != null) {
                tables.add(table);
            }
        }
        return tables;
    }

    public PulsoConfig config() {
        return kafka.config();
    }

    public KafkaOptions.KafkaPlace kafka() {
        return kafka.place();
    }

    public String bootstrapServers() {
        return kafka().bootstrapServers();
    }

    public URI clickHouse() {
        if (clickHouse != null) {
            return clickHouse;
        }
        var configured = config().clickHouseUrl();
        return configured == null ? URI.create("http://localhost:" + config().clickHousePort()) : configured;
    }
}
