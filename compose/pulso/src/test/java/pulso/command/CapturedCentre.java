package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** {@code pulso run} on simulated centres, with Kafka and ClickHouse embedded, and those who look at it from outside. */
final class CapturedCentre implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(4);
    /** Whole seconds of the database's clock lie between what is said and what is meant. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    private final Map<String, SimulatedCentre> centres;
    private final Path folder;
    private final Map<String, String> settings;
    private final Ports ports = Ports.free();
    private final BoardClient board = new BoardClient(ports.http());
    private final RawTopics topics = new RawTopics(ports.kafka());
    private PulsoProcess process;

    /** Captures one centre as the one source. */
    CapturedCentre(SimulatedCentre centre, Path folder) {
        this(Map.of(RawTopics.SOURCE, centre), folder, settings("PULSO_SOURCE_", centre));
    }

    /** Likewise, with further settings by the names that the environment has for them. */
    CapturedCentre(SimulatedCentre centre, Path folder, Map<String, String> more) {
        this(Map.of(RawTopics.SOURCE, centre), folder, both(settings("PULSO_SOURCE_", centre), more));
    }

    private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
        var all = new HashMap<>(one);
        all.putAll(other);
        return all;
    }

    private CapturedCentre(Map<String, SimulatedCentre> centres, Path folder, Map<String, String> settings) {
        this.centres = centres;
        this.folder = folder;
        this.settings = settings;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    /** Captures several centres as so many sources; what is not about their databases stands in a file of the folder. */
    static CapturedCentre several(Map<String, SimulatedCentre> centres, Path folder) {
        var settings = new HashMap<String, String>();
        centres.forEach((name, centre) ->
                settings.putAll(settings("PULSO_SOURCES_" + name.toUpperCase(Locale.ROOT) + '_', centre)));
        return new CapturedCentre(centres, folder, settings);
    }

    private static Map<String, String> settings(String prefix, SimulatedCentre centre) {
        var database = centre.database();
        return Map.of(
                prefix + "URL", "jdbc:mariadb://127.0.0.1:" + database.port(),
                prefix + "USER", database.captureUser(),
                prefix + "PASSWORD", database.capturePassword(),
                prefix + "ZONE", centre.zone().getId());
    }

    private PulsoProcess launch() {
        var environment = new HashMap<>(settings);
        environment.putAll(Map.of(
                "PULSO_DATA", data().toString(),
                "PULSO_KAFKA_PORT", Integer.toString(ports.kafka()),
                "PULSO_CLICKHOUSE_PORT", Integer.toString(ports.clickHouse()),
                "PULSO_HTTP_PORT", Integer.toString(ports.http())));
        return PulsoProcess.start(folder, "Australia/Lord_Howe", environment, List.of("run"));
    }

    BoardClient board() {
        return board;
    }

    RawTopics topics() {
        return topics;
    }

    Ports ports() {
        return ports;
    }

    /** Where it keeps what is its own. */
    Path data() {
        return folder.resolve("data");
    }

    /** What it has written to its log. */
    String log() {
        return process.log();
    }

    /** SIGKILL, and the same command again on the same data. */
    void killAndStartAgain() throws InterruptedException {
        process.kill();
        process = launch();
    }

    /** Waits until the snapshot is read and every part works. */
    void awaitReady() throws InterruptedException {
        Await.until("all parts are ready", START_LIMIT, () -> process, () -> {
            assertThat(process.isAlive()).as(process.toString()).isTrue();
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

    /** Ledger, board and ClickHouse tell the same of every queue and agent of each centre. */
    void assertWitnessesAgree(Function<SimulatedCentre, Witnesses.Window> window) throws Exception {
        try (var warehouse = new Warehouse(ports.clickHouse())) {
            for (var source : centres.entrySet()) {
                Witnesses.assertAgree(
                        source.getValue().ledger(), source.getKey(), board, warehouse, window.apply(source.getValue()));
            }
        }
    }

    /** The day, an hour of it, and a stretch that cuts calls, breaks and sessions. */
    void assertWitnessesAgree() throws Exception {
        assertWitnessesAgree(centre -> new Witnesses.Window(centre.at(0, 0), centre.at(24, 0), 20));
        assertWitnessesAgree(centre -> new Witnesses.Window(centre.at(0, 0), centre.at(24, 0), 45));
        assertWitnessesAgree(centre -> new Witnesses.Window(centre.at(10, 0), centre.at(11, 0), 20));
        assertWitnessesAgree(centre -> new Witnesses.Window(centre.at(9, 7), centre.at(17, 44), 20));
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
