package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where settings come from, and what is refused. */
final class SettingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void shouldFallBackToTheDefault(ConfigKey key) {
        var settings = Settings.load(null, Map.of(), Map.of());

        assertThat(settings.required(key)).isEqualTo(key.fallback() == null ? "" : key.fallback());
    }

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void shouldReadEachKeyFromTheFile(ConfigKey key) throws IOException {
        var flat = yaml(key.key() + ": value-1\n");
        var nested = yaml(nested(key.key()));

        assertThat(Settings.load(flat, Map.of(), Map.of()).text(key)).isEqualTo("value-1");
        assertThat(Settings.load(nested, Map.of(), Map.of()).text(key)).isEqualTo("value-1");
    }

    private static String nested(String key) {
        var lines = new StringBuilder();
        var parts = key.split("\\.", -1);
        for (int depth = 0; depth < parts.length; depth++) {
            lines.append(" ".repeat(depth))
                    .append(parts[depth])
                    .append(depth < parts.length - 1 ? ":\n" : ": value-1\n");
        }
        return lines.toString();
    }

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void shouldReadEachKeyFromTheEnvironmentBeforeTheFile(ConfigKey key) throws IOException {
        var file = yaml(key.key() + ": from-the-file\n");
        var environment = Map.of(key.variable(), "from-the-environment");

        assertThat(Settings.load(file, environment, Map.of()).text(key)).isEqualTo("from-the-environment");
        assertThat(Settings.load(file, environment, Map.of(key, "from-the-command-line"))
                        .text(key))
                .isEqualTo("from-the-command-line");
    }

    @Test
    void shouldNameVariablesAfterTheirKeys() {
        assertThat(ConfigKey.SOURCE_RETENTION_DAYS.variable()).isEqualTo("PULSO_SOURCE_RETENTION_DAYS");
    }

    @ParameterizedTest
    @EnumSource(
            value = ConfigKey.class,
            names = {"SOURCE_PASSWORD", "CLICKHOUSE_PASSWORD"})
    void shouldReadSecretsFromFiles(ConfigKey key) throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "s3cret: #\n");
        var file = yaml(key.key() + ":\n  file: " + secret + "\n".replace(":\n", ": \n"));
        var nested = key.key().substring(0, key.key().indexOf('.')) + ":\n  password:\n    file: " + secret + "\n";

        assertThat(Settings.load(file, Map.of(), Map.of()).text(key)).isEqualTo("s3cret: #");
        assertThat(Settings.load(yaml(nested), Map.of(), Map.of()).text(key)).isEqualTo("s3cret: #");
        assertThat(Settings.load(null, Map.of(key.variable() + "_FILE", secret.toString()), Map.of())
                        .text(key))
                .isEqualTo("s3cret: #");
    }

    @Test
    void shouldNameASecretFileThatIsNotThere() {
        var environment =
                Map.of("PULSO_SOURCE_PASSWORD_FILE", folder.resolve("gone").toString());

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Settings.load(null, environment, Map.of()))
                .withMessageContaining(folder.resolve("gone").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "source.ulr, source.url",
        "http.prot, http.port",
        "clickhous.url, clickhouse.url",
        "kafka.bootstrap.servers, kafka.bootstrap",
        "Source.Zone, source.zone"
    })
    void shouldNameTheNearestKeyForAnUnknownOne(String wrong, String right) throws IOException {
        var file = yaml(wrong + ": 1\n");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Settings.load(file, Map.of(), Map.of()))
                .withMessageContaining("'" + wrong + "'")
                .withMessageContaining("'" + right + "'")
                .withMessageContaining(file.toString());
    }

    @Test
    void shouldRefuseAVariableOfItsOwnThatItDoesNotKnow() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Settings.load(null, Map.of("PULSO_SOURCE_ULR", "x"), Map.of()))
                .withMessageContaining("'PULSO_SOURCE_ULR'")
                .withMessageContaining("'PULSO_SOURCE_URL'");
    }

    @Test
    void shouldJoinLists() throws IOException {
        var file = yaml("source:\n  tables: [ccrepo.QUEUE_LOG, ccrepo.CDR]\n");

        assertThat(Settings.load(file, Map.of(), Map.of()).text(ConfigKey.SOURCE_TABLES))
                .isEqualTo("ccrepo.QUEUE_LOG,ccrepo.CDR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n- b\n", "just words\n", "source: [\n"})
    void shouldRefuseAFileThatIsNoMapOfSettings(String content) throws IOException {
        var file = yaml(content);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Settings.load(file, Map.of(), Map.of()))
                .withMessageContaining(file.toString());
    }

    @Test
    void shouldTakeAnEmptyFile() throws IOException {
        assertThat(Settings.load(yaml("# nothing yet\n"), Map.of(), Map.of()).required(ConfigKey.HTTP_PORT))
                .isEqualTo("8080");
    }

    @Test
    void shouldTakeOnlyNumbersWithinTheirBounds() {
        assertThat(number("80")).isEqualTo(80);
        for (var wrong : new String[] {"eighty", "8.5", "-1", "65536", "99999999999"}) {
            assertThatExceptionOfType(ConfigException.class)
                    .as(wrong)
                    .isThrownBy(() -> number(wrong))
                    .withMessageContaining("http.port")
                    .withMessageContaining(wrong);
        }
    }

    private static int number(String value) {
        var commandLine = new HashMap<ConfigKey, String>();
        commandLine.put(ConfigKey.HTTP_PORT, value);
        return Settings.load(null, Map.of(), commandLine).number(ConfigKey.HTTP_PORT, 0, 65_535);
    }

    private Path yaml(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "pulso", ".yaml"), content);
    }
}
