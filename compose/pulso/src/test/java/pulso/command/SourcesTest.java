package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulso.ingest.CapturedTable;
import pulso.ingest.IngestConfig;
import pulso.schemas.source.SourceTable;

/** One source or several, and where each one's tables lie. */
final class SourcesTest {
    private static final String TWO = """
        sources:
          norte:
            url: jdbc:mariadb://10.0.0.5:3306
            zone: America/Montevideo
            password: one
          sur-2:
            url: jdbc:mariadb://10.0.0.6:3306
            zone: America/Bogota
            tables: [ccrepo.QUEUE_LOG_REPO, reports.CDR_REPO]
            settings:
              queues: {"Ventas<-": {threshold: 30}}
        """;

    @TempDir
    Path folder;

    @Test
    void shouldKeepSourcesApart() throws IOException {
        var config = config(TWO, Map.of(), Map.of());

        assertThat(config.sources()).extracting(SourceConfig::name).containsExactly("norte", "sur-2");
        var north = config.sources().getFirst();
        var south = config.sources().getLast();
        assertThat(north.database()).isEqualTo(new IngestConfig.Database("10.0.0.5", 3306, "pulso", "one"));
        assertThat(north.zone()).isEqualTo(ZoneId.of("America/Montevideo"));
        assertThat(north.tables()).isEqualTo(IngestConfig.DEFAULT_TABLES);
        assertThat(south.database()).isEqualTo(new IngestConfig.Database("10.0.0.6", 3306, "pulso", ""));
        assertThat(south.zone()).isEqualTo(ZoneId.of("America/Bogota"));
        assertThat(south.documented()).containsExactlyInAnyOrder(SourceTable.QUEUE_LOG_REPO, SourceTable.CDR_REPO);
        assertThat(south.topic(SourceTable.CDR_REPO).name()).isEqualTo("sur-2.reports.CDR_REPO");
        assertThat(north.topic(SourceTable.CDR_REPO).name()).isEqualTo("norte.ccrepo.CDR_REPO");
        assertThat(south.decisions()).extracting(Decision::subject).containsExactly("", "Ventas<-");
        assertThat(north.decisions()).extracting(Decision::subject).containsExactly("");
    }

    @Test
    void shouldGiveEachSourceAnIdOfItsOwnAmongReplicas() throws IOException {
        var ids = config(TWO, Map.of(), Map.of()).sources().stream()
                .map(source -> source.ingest(
                                new IngestConfig.Database("db", 3306, "pulso", ""), "localhost:9092", (short) 1)
                        .serverId())
                .distinct();

        assertThat(ids).hasSize(2);
    }

    @Test
    void shouldReadSourcesFromTheEnvironment() throws IOException {
        var environment = Map.of(
                "PULSO_SOURCES_SUR_2_URL", "jdbc:mariadb://10.0.0.9",
                "PULSO_SOURCES_ESTE_RETENTION_DAYS", "3",
                "PULSO_SOURCES_ESTE_NAMES_TABLE", "ccdata.agents",
                "PULSO_SOURCES_ESTE_TABLE_CDR_REPO_NAME", "asterisk.cdr",
                "PULSO_SOURCES_ESTE_PASSWORD_FILE",
                        Files.writeString(folder.resolve("secret"), "word\n").toString(),
                "PULSO_SOURCES_ESTE_URL", "jdbc:mariadb://10.0.0.7:3307");

        var config = config(TWO, environment, Map.of(ConfigKey.SOURCE_SINCE, "2026-11-01"));

        assertThat(config.sources()).extracting(SourceConfig::name).containsExactly("este", "norte", "sur-2");
        var east = config.sources().getFirst();
        assertThat(east.database()).isEqualTo(new IngestConfig.Database("10.0.0.7", 3307, "pulso", "word"));
        assertThat(east.retention()).hasDays(3);
        assertThat(east.names())
                .isEqualTo(new AgentNames(new CapturedTable("ccdata", "agents"), "agent", "name", null));
        assertThat(east.topic(SourceTable.CDR_REPO).name()).isEqualTo("este.asterisk.cdr");
        assertThat(config.sources().getLast().database())
                .isEqualTo(new IngestConfig.Database("10.0.0.9", 3306, "pulso", ""));
        assertThat(config.sources())
                .as("what the command line says holds for all")
                .extracting(SourceConfig::since)
                .containsOnly(LocalDate.of(2026, 11, 1));
    }

    @Test
    void shouldLayTablesAndColumnsWhereTheFileSays() throws IOException {
        var config = config("""
            source:
              url: jdbc:mariadb://10.0.0.5
              table:
                webchat_log_repo:
                  name: chatlog
                  columns: {callid: guid, queuename: campaign}
            """, Map.of("PULSO_SOURCE_TABLE_CDR_REPO_COLUMNS_RATING", "score"), Map.of());

        var layouts = config.source().layouts();
        var webchat = layouts.of(SourceTable.WEBCHAT_LOG_REPO);
        assertThat(webchat.qualifiedName()).isEqualTo("ccrepo.chatlog");
        assertThat(webchat.column("callid")).isEqualTo("guid");
        assertThat(webchat.column("queuename")).isEqualTo("campaign");
        assertThat(webchat.column("datetime")).isEqualTo("datetime");
        assertThat(layouts.of(SourceTable.CDR_REPO).column("rating")).isEqualTo("score");
        assertThat(config.source().topic(SourceTable.WEBCHAT_LOG_REPO).name()).isEqualTo("ucontact.ccrepo.chatlog");
    }

    @Test
    void shouldCaptureTheTableOfNamesBesidesTheOthers() throws IOException {
        var source = config(
                        "source: {tables: [ccrepo.QUEUE_LOG_REPO], names: {table: ccdata.users}}\n", Map.of(), Map.of())
                .source();

        var captured = source.ingest(new IngestConfig.Database("db", 3306, "pulso", ""), "localhost:9092", (short) 1)
                .tables();

        assertThat(captured)
                .isEqualTo(
                        List.of(new CapturedTable("ccrepo", "QUEUE_LOG_REPO"), new CapturedTable("ccdata", "users")));
        assertThat(source.documented()).containsExactly(SourceTable.QUEUE_LOG_REPO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "sources: {norte: {ulr: x}} | sources.norte.ulr | 'sources.norte.url'",
                "sources: {norte: {name: x}} | sources.norte.name | the source's name is 'norte'",
                "sources: {norte: {http: {port: 1}}} | sources.norte.http.port | did you mean 'sources.norte.",
                "sources: {norte: {zone: Mars}} | sources.norte.zone | America/Montevideo",
                "sources: {norte: {server: {id: 0}}} | sources.norte.server.id | 1..4294967295",
                "sources: {norte: {table: {webchat_repo: {name: x}}}} | sources.norte.table.webchat_repo.name | webchat_log_repo",
                "sources: {norte: {setings: {queues: {}}}} | sources.norte.setings | 'sources.norte.settings'",
                "sources: {a/b: {user: x}} | a/b | letters",
                "sources: norte | sources | sources: {norte:",
                "source: {settings: {queues: {}, agents: 1}} | source.settings | 'settings'",
                "source: {table: {cdr_repo: {colums: {rating: x}}}} | source.table.cdr_repo.colums.rating | columns",
                "source: {table: {cdr_repo: {columns: {ratin: x}}}} | source.table.cdr_repo.columns.ratin | 'rating'",
                "clickhous: {} | clickhous | 'clickhouse.",
                "source.url: {x: 1} | source.url.x | 'source.url'"
            })
    void shouldSayWhichKeyIsWrongAndWhatWasMeant(String content, String wrong, String right) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config(content, Map.of(), Map.of()))
                .withMessageContaining(wrong)
                .withMessageContaining(right);
    }

    @ParameterizedTest
    @CsvSource({
        "PULSO_SOURCES_NORTE_ULR, PULSO_SOURCES_NORTE_URL",
        "PULSO_SOURCES_URL, _URL",
        "PULSO_SOURCES_NORTE_TABLE_CDR_REPO_NAM, PULSO_SOURCES_NORTE_TABLE_CDR_REPO_NAME",
        "PULSO_SOURCE_TABLE_CDR_NAME, PULSO_SOURCE_TABLE_"
    })
    void shouldRefuseAVariableOfASourceThatItDoesNotKnow(String wrong, String right) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config("", Map.of(wrong, "x"), Map.of()))
                .withMessageContaining("'" + wrong + "'")
                .withMessageContaining(right);
    }

    @Test
    void shouldTakeSectionsThatSayNothing() throws IOException {
        assertThat(config("source: {}\nhttp: {}\nsettings:\n", Map.of(), Map.of())
                        .sources())
                .extracting(SourceConfig::name)
                .containsExactly("ucontact");
        assertThat(config("sources: {norte: {}, sur: {names: {}}}", Map.of("PULSO_SOURCES_SUR_USER", "x"), Map.of())
                        .sources())
                .extracting(SourceConfig::name)
                .containsExactly("norte", "sur");
    }

    @Test
    void shouldRefuseOneSourceBesideSeveral() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config(TWO + "source: {user: x}\n", Map.of(), Map.of()))
                .withMessageContaining("sources.norte");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config(TWO, Map.of("PULSO_SOURCE_URL", "jdbc:mariadb://db"), Map.of()))
                .withMessageContaining("sources.norte");
    }

    private PulsoConfig config(String yaml, Map<String, String> environment, Map<ConfigKey, String> commandLine)
            throws IOException {
        var file = Files.writeString(Files.createTempFile(folder, "pulso", ".yaml"), yaml);
        return PulsoConfig.of(Settings.load(file, environment, commandLine));
    }
}
