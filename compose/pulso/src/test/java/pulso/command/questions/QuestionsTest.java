package pulso.command.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each question of the documentation: what ClickHouse answers, what loops over passages and rows give, what the page shows. */
@ExtendWith(LoadedOnce.class)
final class QuestionsTest {
    private static final int LINES_SHOWN = 6;
    private static final double EPSILON = 1e-9;

    private static Connection connection;
    private static Map<String, Answer> expected;

    /** A question as the page asks it, and the answer that the page shows. */
    record Question(String title, String sql, String shown) {}

    @BeforeAll
    static void load(LoadedClickHouse clickHouse) throws SQLException {
        connection = DriverManager.getConnection(clickHouse.jdbcUrl());
        expected = new TreeMap<>();
        expected.putAll(new QueueAnswers(clickHouse.fortnight()).all());
        expected.putAll(new AgentAnswers(clickHouse.fortnight()).all());
        expected.putAll(new ContactAnswers(clickHouse.fortnight()).all());
        expected.putAll(new TableAnswers(clickHouse.fortnight()).all());
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
    }

    static List<Question> questions() throws IOException {
        return Pattern.compile("## \\d+\\. (.*?)\n.*?```sql\n(.*?)\n```\n\n```text\n(.*?)\n```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "..", "docs", "questions.md")))
                .results()
                .map(match -> new Question(match.group(1), match.group(2), match.group(3)))
                .toList();
    }

    @Test
    void shouldHaveAnAnswerForEachQuestionAndNoOther() throws IOException {
        assertThat(questions()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(expected.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        questions().stream().map(Question::title).toList());
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerAsLoopsDo() throws IOException {
        return questions().stream()
                .map(question -> DynamicTest.dynamicTest(question.title(), () -> {
                    var answer = ask(question.sql());
                    var loops = expected.getOrDefault(question.title(), new Answer())
                            .rows();

                    assertThat(loops).as("an answer that shows something").hasSizeGreaterThan(1);
                    for (int i = 0; i < Math.min(loops.size(), answer.rows().size()); i++) {
                        assertSame(i, loops.get(i), answer.rows().get(i));
                    }
                    assertThat(answer.rows()).hasSameSizeAs(loops);
                    assertThat(shown(answer)).isEqualTo(question.shown());
                }));
    }

    private static void assertSame(int line, List<@Nullable Object> expected, List<@Nullable Object> actual) {
        assertThat(actual).as("line " + (line + 1)).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            var wanted = expected.get(i);
            var found = actual.get(i);
            var what = "line %d, column %d: %s and %s".formatted(line + 1, i + 1, expected, actual);
            if (wanted instanceof Number number && found instanceof Number other) {
                assertThat(other.doubleValue())
                        .as(what)
                        .isCloseTo(number.doubleValue(), org.assertj.core.data.Offset.offset(EPSILON));
            } else {
                assertThat(text(found)).as(what).isEqualTo(text(wanted));
            }
        }
    }

    /** What a question is answered, and how its columns are called. */
    record Table(List<String> columns, List<List<@Nullable Object>> rows) {}

    private static Table ask(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var columns = new ArrayList<String>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            var rows = new ArrayList<List<@Nullable Object>>();
            while (result.next()) {
                var row = new ArrayList<@Nullable Object>();
                for (int i = 1; i <= columns.size(); i++) {
                    var value = result.getObject(i);
                    row.add(value == null || value instanceof Number ? value : result.getString(i));
                }
                rows.add(row);
            }
            return new Table(columns, rows);
        }
    }

    /** As the page shows it: names of columns, then some lines, numbers to four places. */
    private static String shown(Table answer) {
        var lines = new ArrayList<String>();
        lines.add(String.join(" | ", answer.columns()));
        answer.rows().stream()
                .limit(LINES_SHOWN)
                .map(row ->
                        String.join(" | ", row.stream().map(QuestionsTest::text).toList()))
                .forEach(lines::add);
        if (answer.rows().size() > LINES_SHOWN) {
            lines.add("... %d lines in all".formatted(answer.rows().size()));
        }
        return String.join("\n", lines);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Double number -> String.format(Locale.ROOT, "%.4f", number).replaceFirst("\\.?0+$", "");
            case LocalDate day -> day.toString();
            case LocalDateTime time ->
                time.truncatedTo(ChronoUnit.SECONDS)
                        .format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT));
            default -> value.toString().replaceFirst("(\\d\\d:\\d\\d:\\d\\d)\\.0+$", "$1");
        };
    }
}
