package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a person meets it: words, exit codes, start, stop and start again. */
final class LauncherTest {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final String STACK_TRACE = "\tat ";
    private static final String UNREACHABLE = "jdbc:mariadb://127.0.0.1:1";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "demo", "run", "simulate", "doctor"})
    void shouldExplainEachCommand(String command) {
        var said = new StringWriter();
        var line = PulsoMain.commandLine().setOut(new PrintWriter(said, true));

        int code = command.isEmpty() ? line.execute("--help") : line.execute(command, "--help");

        assertThat(code).isZero();
        assertThat(said.toString()).contains("Usage: pulso " + command).contains("--help");
    }

    @Test
    void shouldAskWhichCommand() throws Exception {
        var ended = ended(Map.of());

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.errors).contains("which command?", "demo", "run").doesNotContain(STACK_TRACE);
    }

    @Test
    void shouldNameTheNearestSettingForOneThatIsUnknown() throws Exception {
        Files.writeString(folder.resolve("pulso.yaml"), "source:\n  ulr: jdbc:mariadb://10.0.0.5\n");

        var ended = ended(Map.of(), "run");

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.errors)
                .contains("'source.ulr'", "'source.url'", "pulso.yaml")
                .doesNotContain(STACK_TRACE);
    }

    @Test
    void shouldSayWhichDatabaseIsMissing() throws Exception {
        var ended = ended(Map.of("PULSO_DATA", folder.resolve("data").toString()), "run");

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.errors)
                .contains("source.url", "PULSO_SOURCE_URL", "pulso demo")
                .doesNotContain(STACK_TRACE);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PULSO_KAFKA_PORT", "PULSO_CLICKHOUSE_PORT", "PULSO_HTTP_PORT"})
    void shouldNameAPortThatIsTaken(String setting) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = Ports.free();
            var settings = new HashMap<>(Map.of(
                    "PULSO_SOURCE_URL", UNREACHABLE,
                    "PULSO_DATA", folder.resolve("data").toString(),
                    "PULSO_KAFKA_PORT", Integer.toString(ports.kafka()),
                    "PULSO_CLICKHOUSE_PORT", Integer.toString(ports.clickHouse()),
                    "PULSO_HTTP_PORT", Integer.toString(ports.http())));
            settings.put(setting, Integer.toString(taken.getLocalPort()));

            var ended = ended(settings, "run");

            assertThat(ended.code).isEqualTo(1);
            assertThat(ended.errors)
                    .contains(Integer.toString(taken.getLocalPort()))
                    .doesNotContain(STACK_TRACE);
        }
        // A server that was still starting sees that its owner has gone.
        Await.until(
                "no process is left", SHORT, () -> "", () -> processesOf(folder).isEmpty());
    }

    @Test
    void shouldNameTheDemosDatabasePortWhenItIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var free = Ports.free();
            var ports = new Ports(free.kafka(), free.clickHouse(), free.http(), taken.getLocalPort());
            try (var demo = demo(ports, "UTC")) {
                assertThat(demo.awaitEnd(SHORT)).isEqualTo(1);
                assertThat(demo.errors())
                        .contains("mariadb", "Port " + taken.getLocalPort())
                        .doesNotContain(STACK_TRACE);
            }
        }
        // A server that was still starting sees that its owner has gone.
        Await.until(
                "no process is left", SHORT, () -> "", () -> processesOf(folder).isEmpty());
    }

    @Test
    void shouldLeaveAFolderAloneThatIsNotItsOwn() throws Exception {
        var data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("letter.txt"), "mine");

        var ended = ended(Map.of(), "demo", "--fresh", "--data", data.toString());

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.errors).contains(data.toString(), "--data").doesNotContain(STACK_TRACE);
        assertThat(data.resolve("letter.txt")).hasContent("mine");
    }

    @Test
    void shouldStopAllItsServersAndGoOnWhereItStood() throws Exception {
        var zone = zoneAtNoon();
        var ports = Ports.free();
        double before;
        String window;
        try (var board = new BoardClient(ports.http())) {
            // Given a demo that has counted the day so far
            try (var demo = demo(ports, zone)) {
                Await.until("the demo is ready", Duration.ofMinutes(4), () -> demo, () -> {
                    assertThat(demo.isAlive()).isTrue();
                    return board.isReady();
                });
                var now = ZonedDateTime.now(ZoneId.of(zone));
                window = now.truncatedTo(ChronoUnit.DAYS).toInstant() + "/"
                        + now.truncatedTo(ChronoUnit.MINUTES).minusMinutes(2).toInstant();
                Await.until("calls are counted", SHORT, () -> demo, () -> offered(board, window) > 0);
                Await.until(
                        "all is counted",
                        SHORT,
                        () -> demo,
                        () -> board.countedUntil().isAfter(now.toInstant()));
                before = offered(board, window);
                assertThat(board.json("/api/v1/agents").findValuesAsText("name"))
                        .as("full names of the agents")
                        .isNotEmpty()
                        .allMatch(name -> name.contains(" "));
                assertThat(processesOf(folder)).hasSizeGreaterThan(2);

                // When
                int code = demo.stop();

                // Then
                assertThat(code).as(demo.toString()).isIn(0, 143);
                assertThat(processesOf(folder)).isEmpty();
                assertThat(demo.errors()).isEmpty();
            }
            try (var again = demo(ports, zone)) {
                Await.until("the demo is ready again", Duration.ofMinutes(4), () -> again, () -> {
                    assertThat(again.isAlive()).isTrue();
                    return board.isReady();
                });
                assertThat(offered(board, window)).isEqualTo(before);
                try (var topics = new RawTopics(ports.kafka())) {
                    assertThat(topics.status())
                            .as("no table is read anew")
                            .satisfies(status -> assertThat(status == null ? 0 : status.epoch())
                                    .isEqualTo(1));
                }
            }
        }
        assertThat(processesOf(folder)).isEmpty();
    }

    private PulsoProcess demo(Ports ports, String zone) {
        return PulsoProcess.start(
                folder,
                zone,
                Map.of("TZ", zone),
                List.of(
                        "demo",
                        "--scale=0.3",
                        "--data=" + folder.resolve("data"),
                        "--kafka-port=" + ports.kafka(),
                        "--clickhouse-port=" + ports.clickHouse(),
                        "--http-port=" + ports.http(),
                        "--mariadb-port=" + ports.mariaDb()));
    }

    private static double offered(BoardClient board, String window) throws Exception {
        return board.board(window, 20).at("/totals/inbound/kpi/offered").asDouble();
    }

    /** Where about half of the day is over. */
    private static String zoneAtNoon() {
        int utcHour = ZonedDateTime.now(ZoneId.of("UTC")).getHour();
        int east = 12 - utcHour;
        return "Etc/GMT" + (east < 0 ? "+" : "-") + Math.abs(east);
    }

    private record Ended(int code, String errors) {}

    private Ended ended(Map<String, String> settings, String... arguments) throws InterruptedException {
        try (var process = PulsoProcess.start(folder, "UTC", settings, List.of(arguments))) {
            return new Ended(process.awaitEnd(SHORT), process.errors());
        }
    }

    /** Command lines of living processes that name the folder. */
    private static List<String> processesOf(Path folder) throws IOException {
        var found = new ArrayList<String>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                var command = commandLine(process.resolve("cmdline"));
                if (command.contains(folder.toString())) {
                    found.add(command);
                }
            }
        }
        return found;
    }

    /** Empty for a process that is gone meanwhile. */
    private static String commandLine(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).replace('\0', ' ');
        } catch (IOException _) {
            return "";
        }
    }
}
