package pulso.clickhouse;

import com.clickhouse.client.api.metadata.TableSchema;
import com.clickhouse.data.ClickHouseColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables as their definitions have them, for who needs no server. */
final class Ddl {
    private static final Pattern TABLE =
            Pattern.compile("CREATE TABLE IF NOT EXISTS \\S+\\.(\\w+)\n\\((.*?)\n\\)\n", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("^    `?([\\w.]+)`? (.*?) COMMENT '", Pattern.MULTILINE);

    private Ddl() {}

    static List<TableSchema> tables() {
        return Migrations.everyStatement("pulso_g1").stream()
                .map(TABLE::matcher)
                .filter(Matcher::find)
                .map(table -> new TableSchema(table.group(1), "", "", columns(table.group(2))))
                .toList();
    }

    static TableSchema table(String name) {
        return tables().stream()
                .filter(table -> table.getTableName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<ClickHouseColumn> columns(String definition) {
        var columns = new ArrayList<ClickHouseColumn>();
        var matcher = COLUMN.matcher(definition);
        while (matcher.find()) {
            columns.add(ClickHouseColumn.of(matcher.group(1), matcher.group(2)));
        }
        return columns;
    }
}
