package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pulso.schemas.event.LogTable;

/** The tables in the documentation are those of the code. When one differs, the test prints what belongs there. */
class DocsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final int MODULE_README_LINES = 60;

    record Table(String file, String content) {}

    static Stream<Table> tables() {
        var once = Stream.of(
                new Table("docs/configuration.md", DocTables.settings()),
                new Table("docs/configuration.md", DocTables.tables()),
                new Table("docs/kpi.md", DocTables.kpis()),
                new Table("docs/kpi.md", DocTables.agentKpis()),
                new Table("docs/webhooks.md", DocTables.webhooks()),
                new Table("docs/topics.md", DocTables.topics()));
        var events =
                Arrays.stream(LogTable.values()).map(table -> new Table("docs/events.md", DocTables.events(table)));
        return Stream.concat(once, events);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void shouldShowWhatTheCodeSays(Table table) throws IOException {
        assertThat(Files.readString(ROOT.resolve(table.file())))
                .as("%s should hold:%n%s", table.file(), table.content())
                .contains(table.content());
    }

    @Test
    void shouldKeepModuleReadmesShort() throws IOException {
        try (var walk = Files.walk(ROOT, 3)) {
            var readmes = walk.filter(path -> path.endsWith("README.md"))
                    .filter(path -> !path.toString().contains("node_modules"))
                    .filter(path -> !ROOT.resolve("README.md").equals(path))
                    .toList();

            assertThat(readmes)
                    .hasSizeGreaterThanOrEqualTo(8)
                    .allSatisfy(readme -> assertThat(Files.readAllLines(readme))
                            .as(readme.toString())
                            .hasSizeLessThanOrEqualTo(MODULE_README_LINES));
        }
    }

    /** A topic has one name, in one file. */
    @Test
    void shouldNameTopicsInOnePlaceOnly() throws IOException {
        try (var walk = Files.walk(ROOT)) {
            var offenders = walk.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("src/main"))
                    .filter(path -> !path.endsWith("Topics.java"))
                    .filter(DocsTest::namesATopic)
                    .toList();

            assertThat(offenders).isEmpty();
        }
    }

    private static boolean namesATopic(Path file) {
        try {
            var text = Files.readString(file);
            return text.contains("\"pulso.source\"")
                    || text.contains("\"pulso.settings\"")
                    || text.contains("\"pulso.rejected\"")
                    || text.contains("\".heartbeat\"")
                    || text.contains("kpi.queue-minutes\"")
                    || text.contains("kpi.agent-minutes\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
