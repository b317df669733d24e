package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code pulso run} on a simulated centre, with Kafka and ClickHouse embedded, and those who look at it from outside. */
final class CapturedCentre implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(90);
    /** Whole seconds of the database's clock lie between what is said and what is meant. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    private final SimulatedCentre centre;
    private final Path folder;
    private final Ports ports = Ports.free();
    private final BoardClient board = new BoardClient(ports.http());
    private final RawTopics topics = new RawTopics(ports.kafka());
    private PulsoProcess process;

    CapturedCentre(SimulatedCentre centre, Path folder) {
        this.centre = centre;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    private PulsoProcess launch() {
        var database = centre.database();
        return PulsoProcess.start(
                folder,
                "Australia/Lord_Howe",
                Map.of(
                        "PULSO_SOURCE_URL", "jdbc:mariadb://127.0.0.1:" + database.port(),
                        "PULSO_SOURCE_USER", database.captureUser(),
                        "PULSO_SOURCE_PASSWORD", database.capturePassword(),
                        "PULSO_SOURCE_ZONE", centre.zone().getId(),
                        "PULSO_DATA", folder.resolve("data").toString(),
                        "PULSO_KAFKA_PORT", Integer.toString(ports.kafka()),
                        "PULSO_CLICKHOUSE_PORT", Integer.toString(ports.clickHouse()),
                        "PULSO_HTTP_PORT", Integer.toString(ports.http())),
                List.of("run"));
    }

    RawTopics topics() {
        return topics;
    }

    Ports ports() {
        return ports;
    }

    /** SIGKILL, and the same command again on the same data. */
    void killAndStartAgain() throws InterruptedException {
        process.kill();
        process = launch();
    }

    /** Waits until the snapshot is read and every part works. */
    void awaitReady() throws InterruptedException {
        Await.until("all parts are ready", START_LIMIT, () -> process, () -> {
            assertThat(process.isAlive()).isTrue();
            return board.isReady();
        });
    }

    /** Waits until committed records of a table reach beyond an offset. */
    long awaitRecordsBeyond(String table, long offset) throws InterruptedException {
        var end = new long[1];
        Await.until("records of " + table + " beyond " + offset, START_LIMIT, () -> process, () -> {
            end[0] = topics.committedEnd(table);
            return end[0] > offset;
        });
        return end[0];
    }

    /** Waits until the board says that it counts all that is committed now, and ClickHouse has it all. */
    void awaitDrained() throws InterruptedException {
        var committed = Instant.now().plus(CLOCK_STEP);
        Await.until(
                "the board counts all up to " + committed,
                DRAIN_LIMIT,
                () -> process,
                () -> board.countedUntil().isAfter(committed));
        for (int time = 0; time < 2; time++) {
            Await.until("ClickHouse has all", DRAIN_LIMIT, () -> process, () -> board.recordsBehind() == 0);
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    /** Ledger, board and ClickHouse tell the same of every queue and agent. */
    void assertWitnessesAgree(Instant from, Instant to, int threshold) throws Exception {
        var ledger = FigureSheet.of(centre.ledger().figures(from, to, threshold, SimulatedCentre.SHORT_SECONDS));
        var wall = board.figures(from, to, threshold);
        FigureSheet bi;
        try (var warehouse = new Warehouse(ports.clickHouse())) {
            bi = warehouse.figures(from, to, threshold);
        }
        var window = "[%s, %s) at %d s: ".formatted(from, to, threshold);
        assertThat(wall.differencesOfQueues(ledger))
                .as(window + "board, queues")
                .isEmpty();
        assertThat(bi.differencesOfQueues(ledger))
                .as(window + "ClickHouse, queues")
                .isEmpty();
        assertThat(wall.differencesOfAgents(ledger, FigureSheet.OF_AGENTS))
                .as(window + "board, agents")
                .isEmpty();
        assertThat(bi.differencesOfAgents(ledger, FigureSheet.OF_AGENTS))
                .as(window + "ClickHouse, agents")
                .isEmpty();
        assertThat(bi.differencesOfAgents(ledger, List.of("agentDump")))
                .as(window + "ClickHouse, dumps")
                .isEmpty();
        assertThat(wall.differencesOfAgents(bi, FigureSheet.OF_AGENTS_BESIDES))
                .as(window + "board and ClickHouse, agents")
                .isEmpty();
    }

    /** The day, an hour of it, and a stretch that cuts calls, breaks and sessions. */
    void assertWitnessesAgree() throws Exception {
        assertWitnessesAgree(centre.at(0, 0), centre.at(24, 0), 20);
        assertWitnessesAgree(centre.at(0, 0), centre.at(24, 0), 45);
        assertWitnessesAgree(centre.at(10, 0), centre.at(11, 0), 20);
        assertWitnessesAgree(centre.at(9, 7), centre.at(17, 44), 20);
    }

    /** Stops it in good order. */
    int stop() throws InterruptedException {
        return process.stop();
    }

    @Override
    public void close() {
        process.close();
        topics.close();
        board.close();
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
