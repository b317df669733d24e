package pulso.clickhouse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a definition for one server into one for a cluster: it is carried out on every server, and tables that are merged
 * there are replicated within their shard. The only place that knows about clusters.
 */
final class Cluster {
    private static final Pattern TARGET = Pattern.compile(
            "^\\s*((?:CREATE(?: OR REPLACE)? (?:DATABASE|TABLE|VIEW)(?: IF NOT EXISTS)?|ALTER TABLE|DROP (?:DATABASE|TABLE|VIEW)(?: IF EXISTS)?)\\s+)(`?[\\w.]+`?)");
    private static final Pattern ENGINE = Pattern.compile("ENGINE = ReplacingMergeTree\\(([^)]*)\\)");
    private static final Pattern WINDOW = Pattern.compile("SETTINGS non_replicated_deduplication_window = (\\d+)");

    private final String name;

    Cluster(String name) {
        this.name = name;
    }

    /** The statement for the whole cluster; one that defines nothing stays as it is. */
    String everywhere(String sql) {
        var target = TARGET.matcher(sql);
        if (!target.find()) {
            return sql.stripLeading().startsWith("RENAME TABLE ") ? sql + " ON CLUSTER '" + name + '\'' : sql;
        }
        var table = target.group(2).replace("`", "");
        var on = target.group(1) + target.group(2) + " ON CLUSTER '" + name + '\'';
        var rest = sql.substring(target.end());
        var replicated = ENGINE.matcher(rest)
                .replaceFirst(
                        Matcher.quoteReplacement("ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/"
                                        + table.replace('.', '/') + "', '{replica}', ")
                                + "$1)");
        return on + WINDOW.matcher(replicated).replaceFirst("SETTINGS replicated_deduplication_window = $1");
    }
}
