package pulso.embedded.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import pulso.embedded.engine.Statement.Kind;

class StatementTest {
    @Test
    void shouldTakeTheDataOffAnInsert() {
        var text = "INSERT INTO d.t (a, `format`) SETTINGS x = 'FORMAT TSV' FORMAT JSONEachRow\n\n{\"a\":1}";

        var statement = Statement.parse(text);

        assertThat(statement.kind()).isEqualTo(Kind.INSERT_DATA);
        assertThat(statement.sql()).isEqualTo("INSERT INTO d.t (a, `format`) SETTINGS x = 'FORMAT TSV' ");
        assertThat(statement.format()).isEqualTo("JSONEachRow");
        assertThat(text.substring(statement.dataStart())).isEqualTo("\n{\"a\":1}");
    }

    @Test
    void shouldTakeValuesForAFormat() {
        var text = "/* VALUES */ insert into d.values (a) values (1), ('VALUES')";

        var statement = Statement.parse(text);

        assertThat(statement.kind()).isEqualTo(Kind.INSERT_DATA);
        assertThat(statement.sql()).isEqualTo("/* VALUES */ insert into d.values (a) ");
        assertThat(statement.format()).isEqualTo("Values");
        assertThat(text.substring(statement.dataStart())).isEqualTo(" (1), ('VALUES')");
    }

    @Test
    void shouldLeaveAnInsertOfASelectionWhole() {
        for (var sql : new String[] {
            "INSERT INTO t SELECT 'FORMAT' FROM x", "INSERT INTO t WITH 1 AS y SELECT y", "INSERT INTO t (SELECT 1)"
        }) {
            assertThat(Statement.parse(sql)).isEqualTo(new Statement(Kind.OTHER, sql, "", 0));
        }
    }

    @Test
    void shouldFindTheFormatOfAQueryAtItsEndOnly() {
        assertThat(Statement.parse("SELECT 1 FORMAT JSON").format()).isEqualTo("JSON");
        assertThat(Statement.parse("SELECT 1 -- c\nFORMAT CSV SETTINGS max_threads = 1;")
                        .format())
                .isEqualTo("CSV");
        assertThat(Statement.parse("SELECT format('{}', 1) FROM t").format()).isEmpty();
        assertThat(Statement.parse("SELECT 'x FORMAT JSON'").format()).isEmpty();
        assertThat(Statement.parse("SELECT format FROM t").format()).isEmpty();
    }

    @Test
    void shouldTellWhatCanBeStreamed() {
        assertThat(Statement.parse(" (SELECT 1)").kind()).isEqualTo(Kind.SELECT);
        assertThat(Statement.parse("with 1 as x select x").kind()).isEqualTo(Kind.SELECT);
        assertThat(Statement.parse("WITH 1 AS x INSERT INTO t SELECT x").kind()).isEqualTo(Kind.OTHER);
        assertThat(Statement.parse("SHOW TABLES").kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void shouldRefuseSeveralStatementsAndFilesOfTheServer() {
        assertThat(Statement.parse("SELECT ';' /* ; */;  -- ;").sql()).isEqualTo("SELECT ';' /* ; */");
        assertThatThrownBy(() -> Statement.parse("SELECT 1; DROP TABLE t"))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Code: 62. DB::Exception:");
        assertThatThrownBy(() -> Statement.parse("SELECT 1 INTO OUTFILE '/tmp/x'"))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Code: 48. DB::Exception:");
    }

    @Test
    void shouldKillByTheIdThatTheClientGave() {
        assertThat(Statement.parse("KILL QUERY WHERE query_id = 'a' SYNC").sql())
                .isEqualTo("KILL QUERY WHERE Settings['log_comment'] = 'a'  ASYNC");
    }
}
