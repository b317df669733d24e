package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query widget may ask ClickHouse, and what is kept from it. */
class QueryGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT 1;",
                "select queue, offered from kpi_queue_day where day = today() order by offered desc limit 10",
                "SELECT queue, system FROM pulso.kpi_queue_day AS k JOIN pulso.queues AS q ON k.queue = q.queue",
                "WITH x AS (SELECT queue, count() AS n FROM pulso.passages GROUP BY queue) SELECT * FROM x ORDER BY n",
                "SELECT * FROM pulso.kpi_queue(from = '2026-11-20 00:00:00', to = '2026-11-21 00:00:00', threshold = 20, short = 5)",
                "SELECT number FROM numbers(10)",
                "SELECT q FROM (SELECT queue AS q FROM pulso_g1.passages) WHERE q IN ('a', 'b') AND 1 NOT IN (1, 2)",
                "SELECT count() FROM passages WHERE toDate(enter) IN (today(), today() - 1)",
                "SELECT count() FROM passages WHERE queue IN (SELECT queue FROM pulso.queues)",
                "SELECT p.queue, arrayJoin([1, 2]) FROM pulso.passages AS p, numbers(3) AS n",
                "SELECT quantile(0.9)(wait_seconds), formatDateTime(enter, '%H') FROM passages GROUP BY 2",
                "SELECT format('{} {}', queue, 'it''s -- no comment'), 1.5 FROM passages -- a comment",
                "SELECT 'file(' || ';' || 'FROM system.users' AS \"from\" FROM passages",
                "SELECT EXTRACT(HOUR FROM enter) FROM passages",
                "(SELECT 1) UNION ALL (SELECT 2)",
                "SELECT * EXCEPT (caller) FROM passages WHERE caller LIKE '%\\'%'",
            })
    void shouldLetReadingPass(String sql) {
        assertThat(QueryGuard.check(sql)).doesNotEndWith(";");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "INSERT INTO pulso.x SELECT 1",
                "DROP TABLE pulso.passages",
                "SELECT 1; DROP TABLE pulso.passages",
                "SELECT 1;;SELECT 2",
                "WITH x AS (SELECT 1) INSERT INTO pulso.y SELECT * FROM x",
                "SELECT 1 INTO OUTFILE '/tmp/x'",
                "SELECT 1 FORMAT CSV",
                "SELECT 1 SETTINGS max_execution_time = 0",
                "SELECT * FROM (SELECT 1 SETTINGS readonly = 0)",
                "SELECT * FROM file('/etc/passwd')",
                "SELECT * FROM FILE('/etc/passwd', LineAsString)",
                "SELECT * FROM `file`('/etc/passwd')",
                "SELECT * FROM \"file\"('/etc/passwd')",
                "SELECT * FROM/**/file/**/('/etc/passwd')",
                "SELECT * FROM -- file\nfile('/etc/passwd')",
                "SELECT file('/etc/passwd')",
                "SELECT \"file\"('/etc/passwd')",
                "WITH file('/etc/passwd') AS f SELECT f",
                "SELECT * FROM (SELECT * FROM file('/etc/passwd'))",
                "SELECT (SELECT * FROM url('http://127.0.0.1/'))",
                "SELECT 1 WHERE 1 IN (SELECT * FROM s3('x'))",
                "SELECT 1 WHERE 'a' IN file('/etc/passwd')",
                "SELECT 1 WHERE 'a' IN (url('http://127.0.0.1'))",
                "SELECT 1 WHERE 'a' IN system.users",
                "SELECT 1 WHERE 'a' IN (other.t)",
                "SELECT in('a', other.t)",
                "SELECT notIn('a', other.t)",
                "SELECT * FROM numbers(3), mysql('h', 'd', 't', 'u', 'p')",
                "SELECT * FROM numbers(3) AS a, mysql('h', 'd', 't', 'u', 'p')",
                "SELECT * FROM numbers(3) AS window, anything('x')",
                "SELECT * FROM numbers(3) JOIN postgresql('h', 'd', 't', 'u', 'p') ON 1",
                "SELECT * FROM numbers(3) AS a JOIN numbers(3) AS b ON a.number = b.number, anything('x')",
                "SELECT * FROM a JOIN b ON a.x IN (1, 2), anything('x')",
                "SELECT * FROM a ARRAY JOIN b, anything('x')",
                "SELECT 1. FROM anything('x')",
                "SELECT 1.FROM anything('x')",
                "SELECT * FROM remote('h', system, one)",
                "SELECT * FROM cluster('c', pulso.passages)",
                "SELECT * FROM view(SELECT 1)",
                "SELECT * FROM merge('system', '.*')",
                "SELECT * FROM hdfs('x')",
                "SELECT * FROM executable('id', 'TSV', 'x String')",
                "SELECT * FROM input('x String')",
                "SELECT * FROM loop(pulso.passages)",
                "SELECT * FROM generateRandom('x String')",
                "SELECT * FROM dictionary('d')",
                "SELECT * FROM something_new('x')",
                "SELECT * FROM system.users",
                "SELECT * FROM `system`.users",
                "SELECT * FROM system . tables",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM default.t",
                "SELECT * FROM other.t",
                "SELECT 1 AS other FROM other.t",
                "SELECT * FROM a.b.c",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM (SELECT * FROM '/etc/passwd')",
                "SELECT * FROM `/etc/passwd`",
                "SELECT * FROM pulso.`/etc/passwd`",
                "SELECT * FROM passages UNION ALL SELECT * FROM url('x')",
                "SELECT dictGet('d', 'x', 1)",
                "SELECT joinGet('d', 'x', 1)",
                "SELECT getSetting('x'), getServerSetting('y')",
                "SELECT currentUser()",
                "SELECT sleep(3)",
                "SELECT sleepEachRow(1) FROM numbers(1000)",
                "SELECT hostName()",
                "SELECT * FROM (EXPLAIN SELECT 1)",
                "SELECT {x:Identifier}",
                "SELECT $$a$$ FROM passages",
                "SELECT 1 # comment\nFROM file('x')",
                "SELECT 1 // comment\nFROM file('x')",
                "SELECT ‘ FROM ’ FROM file('x')",
                "SELECT 'unended",
                "SELECT 1 /* unended",
                "SELECT \"a\\\"\" FROM file('x')",
                "SELECT (1",
                "SELECT 1) FROM file('x')",
                "FROM passages SELECT *",
                "DESCRIBE file('x')",
                "EXPLAIN SELECT 1",
                "SHOW TABLES",
                "SYSTEM SHUTDOWN",
                "SET readonly = 0",
            })
    void shouldRefuseWhatReachesFurther(String sql) {
        assertThatThrownBy(() -> QueryGuard.check(sql))
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }
}
