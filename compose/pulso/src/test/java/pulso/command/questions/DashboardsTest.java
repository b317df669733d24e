package pulso.command.questions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What compose/docker brings, as far as it can be tried without a Docker engine. */
@ExtendWith(LoadedOnce.class)
final class DashboardsTest {
    private static final Path DOCKER = Path.of("..", "docker");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** The range that a person has chosen: four days of the fortnight. */
    private static final Instant FROM = Instant.parse("2026-05-12T03:00:00Z");

    private static final Instant TO = Instant.parse("2026-05-15T20:00:00Z");

    /** Asked of the present, in which nothing happens here, or of what the fortnight has none of. */
    private static final Set<String> EMPTY_HERE =
            Set.of("Longest wait", "Waiting longest", "ClickHouse: latest of each log");

    private static final Pattern IMAGE = Pattern.compile("(?m)(?:image: |^FROM )(\\S+)");
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+(\\.\\d+)?\\S*");

    /** A panel's query as Grafana sends it. */
    private record Panel(String dashboard, String title, String sql, boolean isSeries) {}

    private static List<Path> files(String folder, String ending) throws IOException {
        try (var files = Files.walk(DOCKER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<Panel> panels() throws IOException {
        var panels = new ArrayList<Panel>();
        for (var file : files("grafana/dashboards", ".json")) {
            var dashboard = JSON.readTree(file.toFile());
            for (var panel : dashboard.get("panels")) {
                for (var target : panel.get("targets")) {
                    if (target.has("rawSql")) {
                        panels.add(new Panel(
                                dashboard.get("title").asText(),
                                panel.get("title").asText(),
                                replaced(target.get("rawSql").asText()),
                                target.get("queryType").asText().equals("timeseries")));
                    }
                }
            }
        }
        return panels;
    }

    /** Macros and variables as Grafana's ClickHouse data source puts them in. */
    private static String replaced(String sql) {
        var from = FROM.getEpochSecond();
        var to = TO.getEpochSecond();
        var done = sql.replace("${__from:date:seconds}", Long.toString(from))
                .replace("${__to:date:seconds}", Long.toString(to))
                .replace("${channel:singlequote}", "'telephony','webchat'")
                .replace("$__fromTime", "toDateTime(" + from + ')')
                .replace("$__toTime", "toDateTime(" + to + ')')
                .replaceAll("\\$__timeInterval\\((\\w+)\\)", "toStartOfInterval(toDateTime($1), INTERVAL 300 second)")
                .replaceAll(
                        "\\$__timeFilter_ms\\((\\w+)\\)",
                        "$1 >= fromUnixTimestamp64Milli(%d) AND $1 <= fromUnixTimestamp64Milli(%d)"
                                .formatted(FROM.toEpochMilli(), TO.toEpochMilli()));
        assertThat(done).as("no macro is left").doesNotContain("$");
        return done;
    }

    @TestFactory
    Stream<DynamicTest> shouldShowSomethingInEachPanel(LoadedClickHouse clickHouse) throws IOException {
        return panels().stream()
                .map(panel -> DynamicTest.dynamicTest(panel.dashboard() + ": " + panel.title(), () -> {
                    long rows = 0;
                    try (var connection = DriverManager.getConnection(clickHouse.jdbcUrl());
                            var statement = connection.createStatement();
                            var result = statement.executeQuery(panel.sql())) {
                        while (result.next()) {
                            rows++;
                            assertThat(result.getObject(1)).as("first column").isNotNull();
                        }
                        if (panel.isSeries()) {
                            assertThat(result.getMetaData().getColumnLabel(1)).isEqualTo("time");
                            assertThat(result.getMetaData().getColumnTypeName(1).toLowerCase(Locale.ROOT))
                                    .contains("date");
                        }
                    } catch (SQLException e) {
                        throw new AssertionError(panel.sql(), e);
                    }
                    if (!EMPTY_HERE.contains(panel.title())) {
                        assertThat(rows).as(panel.sql()).isPositive();
                    }
                }));
    }

    @Test
    void shouldHaveFiveDashboardsWhosePanelsNameAKnownSource() throws IOException {
        var provisioned = YAML.readTree(
                DOCKER.resolve("grafana/provisioning/datasources/pulso.yaml").toFile());
        var sources = new HashSet<String>();
        provisioned
                .get("datasources")
                .forEach(source -> sources.add(source.get("uid").asText()));
        var dashboards = files("grafana/dashboards", ".json");

        assertThat(dashboards).hasSize(5);
        for (var file : dashboards) {
            var dashboard = JSON.readTree(file.toFile());
            var ids = new HashSet<Integer>();
            for (var panel : dashboard.get("panels")) {
                assertThat(sources).contains(panel.at("/datasource/uid").asText());
                assertThat(ids.add(panel.get("id").asInt()))
                        .as("ids are different")
                        .isTrue();
            }
        }
    }

    @Test
    void shouldParseAndPinEveryImage() throws IOException {
        var texts = new ArrayList<String>();
        for (var file : files("", ".yaml")) {
            var text = Files.readString(file);
            texts.add(text);
            var documents = new ArrayList<JsonNode>();
            YAML.readerFor(JsonNode.class).<JsonNode>readValues(text).forEachRemaining(documents::add);
            assertThat(documents).as(file.toString()).isNotEmpty().allMatch(JsonNode::isObject);
        }
        texts.add(Files.readString(DOCKER.resolve("Dockerfile")));
        var images = texts.stream()
                .flatMap(text -> IMAGE.matcher(text).results().map(match -> match.group(1)))
                .toList();

        assertThat(images)
                .hasSizeGreaterThanOrEqualTo(7)
                .allMatch(image -> PINNED.matcher(image).matches());
    }
}
