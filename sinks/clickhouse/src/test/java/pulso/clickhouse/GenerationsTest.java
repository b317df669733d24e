package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.clickhouse.Generations.Former;
import pulso.clickhouse.Generations.TableRows;
import pulso.embedded.EmbeddedClickHouse;

/** Two generations side by side. */
final class GenerationsTest {
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Former OLDER = new Former("g1", MAY, null);

    @TempDir
    static Path folder;

    private static EmbeddedClickHouse clickHouse;
    private static ClickHouseServer server;
    private static Generations generations;

    @BeforeAll
    static void start() {
        clickHouse = EmbeddedClickHouse.start(folder, 0);
        var url = URI.create(clickHouse.url());
        server = new ClickHouseServer(ClickHouseConfig.of(url, "127.0.0.1:1", List.of()));
        generations = Generations.open(url, "default", "", Storage.DEFAULT);
    }

    @AfterAll
    static void stop() {
        generations.close();
        server.close();
        clickHouse.close();
    }

    @BeforeEach
    void begin() {
        new Migrations(server).apply("pulso_g1");
        generations.promote("g1");
        generations.list().stream().filter(name -> !name.equals("g1")).forEach(generations::drop);
        new Migrations(server).apply("pulso_may");
        for (var table : List.of("passages", "agent_intervals", "queue_minutes", "agent_minutes")) {
            server.execute("TRUNCATE TABLE pulso_g1." + table);
        }
    }

    @Test
    void shouldShowTheGenerationThatIsPromoted() {
        passage("g1", "c1", "2026-05-02 10:00:00", 5, 0);
        passage("may", "c2", "2026-05-02 10:00:00", 7, 0);

        assertThat(generations.list()).containsExactly("g1", "may");
        assertThat(generations.shown()).contains("g1");
        generations.promote("may");

        assertThat(generations.shown()).contains("may");
        assertThat(interactions("pulso.passages")).containsExactly("c2");
        assertThat(interactions("pulso.contacts")).containsExactly("c2");
        generations.promote("g1");
        assertThat(interactions("pulso.passages")).containsExactly("c1");
        assertThatThrownBy(() -> generations.promote("june"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[g1, may]");
    }

    /** Nobody who queries while generations change meets a view that is not there. */
    @Test
    void shouldAnswerEveryQueryWhileGenerationsChange() throws InterruptedException {
        passage("g1", "c1", "2026-05-02 10:00:00", 5, 0);
        passage("may", "c1", "2026-05-02 10:00:00", 7, 0);
        var done = new CountDownLatch(1);
        var answers = new AtomicInteger();
        var wrong = new AtomicInteger();
        var problems = new ConcurrentLinkedQueue<RuntimeException>();
        var reader = Thread.ofVirtual().start(() -> {
            while (done.getCount() > 0) {
                try {
                    if (interactions("pulso.passages").equals(List.of("c1"))) {
                        answers.incrementAndGet();
                        continue;
                    }
                } catch (RuntimeException e) {
                    problems.add(e);
                }
                wrong.incrementAndGet();
            }
        });

        for (int i = 0; i < 3; i++) {
            generations.promote("may");
            generations.promote("g1");
        }
        done.countDown();
        reader.join();

        assertThat(problems).isEmpty();
        assertThat(wrong).hasValue(0);
        assertThat(answers).hasPositiveValue();
    }

    @Test
    void shouldCopyWhatIsOlderAndKeepWhatIsItsOwn() {
        // Given an old passage, one that the new generation has itself, one that it took out, and one of its own time
        passage("g1", "old", "2026-04-10 10:00:00", 100, 0);
        passage("g1", "own", "2026-04-30 23:59:59", 101, 0);
        passage("may", "own", "2026-05-01 00:00:00", 3, 0);
        passage("g1", "moved", "2026-04-30 23:00:00", 102, 0);
        passage("may", "moved", "1970-01-01 00:00:00", 4, 1);
        passage("g1", "gone", "2026-04-10 11:00:00", 103, 0);
        passage("g1", "gone", "1970-01-01 00:00:00", 104, 1);
        passage("g1", "new", "2026-05-01 00:00:00", 105, 0);
        minute("g1", "2026-04-30 23:59:00", 1);
        minute("g1", "2026-05-01 00:00:00", 2);
        interval("g1", "2026-03-30 23:59:00");

        // When, and when it is done again
        var copied = generations.inherit("may", OLDER);
        var again = generations.inherit("may", OLDER);

        // Then
        assertThat(copied)
                .isEqualTo(again)
                .containsExactly(
                        new TableRows("pulso_may.passages", 3),
                        new TableRows("pulso_may.agent_intervals", 1),
                        new TableRows("pulso_may.queue_minutes", 1),
                        new TableRows("pulso_may.agent_minutes", 0));
        assertThat(interactions("pulso_may.passages FINAL")).containsExactly("moved", "old", "own");
        assertThat(texts("SELECT toString(enter) AS text FROM pulso_may.passages FINAL WHERE interaction = 'own'"))
                .containsExactly("2026-05-01 00:00:00.000");
        assertThat(texts("SELECT toString(offered) AS text FROM pulso_may.queue_minutes FINAL"))
                .containsExactly("1");
        server.execute("OPTIMIZE TABLE pulso_may.passages FINAL");
        assertThat(interactions("pulso_may.passages FINAL")).containsExactly("moved", "old", "own");
    }

    @Test
    void shouldCopyWhatIsLaterToo() {
        passage("g1", "old", "2026-04-30 23:59:59", 100, 0);
        passage("g1", "new", "2026-05-01 00:00:00", 101, 0);
        passage("may", "own", "2026-05-01 00:00:00", 3, 0);
        passage("g1", "june", "2026-06-01 00:00:00", 102, 0);

        var june = Instant.parse("2026-06-01T00:00:00Z");
        generations.inherit("may", new Former("g1", MAY, june));
        assertThat(interactions("pulso_may.passages FINAL")).containsExactly("june", "old", "own");
        generations.inherit("may", new Former("g1", null, MAY));

        assertThat(interactions("pulso_may.passages FINAL")).containsExactly("june", "new", "old", "own");
        assertThatThrownBy(() -> new Former("g1", null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    /** What stood in another generation is in no topic for long, so a table that is made anew asks for it again. */
    @Test
    void shouldBringBackWhatAnotherGenerationHolds() {
        // Given
        passage("g1", "old", "2026-04-10 10:00:00", 100, 0);
        var config = ClickHouseConfig.of(URI.create(clickHouse.url()), "127.0.0.1:1", List.of());
        var may = new ClickHouseConfig(
                config.endpoint(),
                config.user(),
                config.password(),
                config.bootstrapServers(),
                "may",
                true,
                List.of(),
                config.flushInterval(),
                config.maxRowsPerInsert(),
                config.storage(),
                OLDER);
        generations.inherit("may", OLDER);
        var inheritance = new Inheritance(may);

        // When nothing is missing, and when it was dropped
        server.execute("TRUNCATE TABLE pulso_may.passages");
        inheritance.bring();
        assertThat(interactions("pulso_may.passages")).isEmpty();
        server.execute("DROP DATABASE pulso_may SYNC");
        new Migrations(server).apply("pulso_may");
        inheritance.bring();
        assertThat(interactions("pulso_may.passages"))
                .as("nobody has told it yet")
                .isEmpty();
        inheritance.forget();
        inheritance.bring();

        // Then
        assertThat(interactions("pulso_may.passages FINAL")).containsExactly("old");
    }

    @Test
    void shouldDropWhatIsNotShown() {
        assertThatThrownBy(() -> generations.drop("g1")).isInstanceOf(IllegalArgumentException.class);

        generations.drop("may");

        assertThat(generations.list()).containsExactly("g1");
        assertThat(generations.exists("may")).isFalse();
        new Migrations(server).apply("pulso_may");
        assertThat(generations.exists("may")).isTrue();
    }

    @Test
    void shouldRefuseTheNameOfTheRawTables() {
        assertThatThrownBy(() -> generations.drop("raw")).isInstanceOf(IllegalArgumentException.class);
    }

    private void passage(String generation, String interaction, String enter, long version, int deleted) {
        server.execute(
                "INSERT INTO pulso_%s.passages (source, channel, queue, interaction, ordinal, enter, outcome, version, is_deleted)"
                                .formatted(generation)
                        + " VALUES ('ucontact', 'telephony', 'Ventas<-', '%s', 1, '%s', 'abandoned', %d, %d)"
                                .formatted(interaction, enter, version, deleted));
    }

    private void minute(String generation, String minute, long offered) {
        server.execute("INSERT INTO pulso_%s.queue_minutes (source, channel, queue, minute, offered, version)"
                        .formatted(generation)
                + " VALUES ('ucontact', 'telephony', 'Ventas<-', '%s', %d, 9)".formatted(minute, offered));
    }

    private void interval(String generation, String from) {
        server.execute(
                "INSERT INTO pulso_%s.agent_intervals (source, agent, from_at, kind, version)".formatted(generation)
                        + " VALUES ('ucontact', 'ana', '%s', 'login', 9)".formatted(from));
    }

    private List<String> interactions(String from) {
        return texts("SELECT interaction AS text FROM " + from + " ORDER BY interaction");
    }

    private List<String> texts(String sql) {
        return server.query(sql).stream().map(row -> row.getString("text")).toList();
    }
}
