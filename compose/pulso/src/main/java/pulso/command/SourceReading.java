package pulso.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulso.command.Decision.Slots;
import pulso.ingest.CapturedTable;
import pulso.ingest.IngestConfig;
import pulso.schemas.settings.Setting;
import pulso.schemas.source.Layouts;

/** Checks the section of one source. */
final class SourceReading {
    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_DATABASE_PORT = 3306;
    private static final long MAX_SERVER_ID = 0xFFFF_FFFFL;
    private static final Pattern SOURCE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final Pattern DATABASE_URL =
            Pattern.compile("(?:jdbc:)?(?:mariadb|mysql)://([^:/?]+)(?::(\\d{1,5}))?(?:[/?].*)?");

    private final Section section;

    private SourceReading(Section section) {
        this.section = section;
    }

    static SourceConfig read(Section section) {
        return new SourceReading(section).read();
    }

    private SourceConfig read() {
        long retentionDays = section.number(ConfigKey.SOURCE_RETENTION_DAYS, -1, 36_500);
        var zone = zone();
        var decisions = new ArrayList<Decision>();
        decisions.add(new Decision(Setting.Kind.SOURCE, "", Slots.zone(zone.getId())));
        decisions.addAll(DecisionsFile.read(section.decisionsKey(), section.decisions()));
        return new SourceConfig(
                name(),
                zone,
                database(),
                tables(),
                layouts(),
                since(),
                retentionDays < 0 ? null : Duration.ofDays(retentionDays),
                section.text(ConfigKey.SOURCE_SERVER_ID) == null
                        ? null
                        : (Long) section.number(ConfigKey.SOURCE_SERVER_ID, 1, MAX_SERVER_ID),
                names(),
                List.copyOf(decisions));
    }

    private String name() {
        var several = section.source();
        var name = several == null ? section.required(ConfigKey.SOURCE_NAME) : several;
        if (!SOURCE_NAME.matcher(name).matches()) {
            var key = several == null ? ConfigKey.SOURCE_NAME.key() : "sources:";
            throw new ConfigException(
                    key + " '" + name + "' becomes part of topics' names: up to 100 letters, digits, '.', '_' and '-'");
        }
        return name;
    }

    private ZoneId zone() {
        var text = section.required(ConfigKey.SOURCE_ZONE);
        try {
            return text.equals("system") ? PulsoConfig.systemZone() : ZoneId.of(text);
        } catch (DateTimeException _) {
            throw wrong(ConfigKey.SOURCE_ZONE, text, "is no zone; write it like America/Montevideo");
        }
    }

    private IngestConfig.@Nullable Database database() {
        var url = section.text(ConfigKey.SOURCE_URL);
        if (url == null) {
            return null;
        }
        var match = DATABASE_URL.matcher(url);
        if (!match.matches()) {
            throw wrong(ConfigKey.SOURCE_URL, url, "should look like jdbc:mariadb://host:3306");
        }
        int port = match.group(2) == null ? DEFAULT_DATABASE_PORT : Integer.parseInt(match.group(2));
        if (port < 1 || port > MAX_PORT) {
            throw wrong(ConfigKey.SOURCE_URL, url, "names no port: 1.." + MAX_PORT);
        }
        return new IngestConfig.Database(
                match.group(1),
                port,
                section.required(ConfigKey.SOURCE_USER),
                section.required(ConfigKey.SOURCE_PASSWORD));
    }

    private List<CapturedTable> tables() {
        var text = section.text(ConfigKey.SOURCE_TABLES);
        return text == null
                ? IngestConfig.DEFAULT_TABLES
                : PulsoConfig.list(text).stream()
                        .map(table -> table(ConfigKey.SOURCE_TABLES, table))
                        .toList();
    }

    private CapturedTable table(ConfigKey key, String text) {
        try {
            return CapturedTable.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(section.spelled(key) + ": " + e.getMessage());
        }
    }

    private Layouts layouts() {
        try {
            return Layouts.parse(section.layout());
        } catch (IllegalArgumentException e) {
            var message = String.valueOf(e.getMessage());
            throw new ConfigException(message.replace(Layouts.KEY_PREFIX, section.spelled("table.")));
        }
    }

    private @Nullable AgentNames names() {
        var table = section.text(ConfigKey.SOURCE_NAMES_TABLE);
        return table == null
                ? null
                : new AgentNames(
                        table(ConfigKey.SOURCE_NAMES_TABLE, table),
                        section.required(ConfigKey.SOURCE_NAMES_AGENT),
                        section.required(ConfigKey.SOURCE_NAMES_NAME),
                        section.text(ConfigKey.SOURCE_NAMES_NUMBER));
    }

    private @Nullable LocalDate since() {
        var text = section.text(ConfigKey.SOURCE_SINCE);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw wrong(ConfigKey.SOURCE_SINCE, text, "is no day; write it like 2026-11-01");
        }
    }

    private ConfigException wrong(ConfigKey key, String text, String how) {
        return new ConfigException(section.spelled(key) + " '" + text + "' " + how);
    }
}
