package pulso.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code ./pulso demo} as a process of its own, in a fresh data folder and on free ports. Its centre's clock says eleven
 * in the morning, the busiest hour, whenever it is run. Closed, it and its servers have ended.
 */
final class Demo implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    private static final Duration PRESENT = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUSIEST_HOUR = 11;
    private static final int FARTHEST_EAST = 14;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ZoneId zone;
    private final int httpPort = freePort();
    private final int clickHousePort = freePort();
    private final int kafkaPort = freePort();
    private final int mariaDbPort = freePort();
    private final Path output;
    private final Process process;
    private final Thread stopAtExit = Thread.ofPlatform().unstarted(this::stop);

    /** A process of the demo: what it is, what it holds in memory and what it has used of a core. */
    record Part(String name, long pid, long residentMb, Duration cpu) {}

    private Demo(Path root, Path folder) throws IOException {
        this.zone = zoneWhereItIs(BUSIEST_HOUR, Instant.now());
        Files.createDirectories(folder);
        this.output = folder.resolve("demo.out");
        var command = new ProcessBuilder(
                root.resolve("pulso").toString(),
                "demo",
                "--fresh",
                "--data=" + folder.resolve("data"),
                "--http-port=" + httpPort,
                "--clickhouse-port=" + clickHousePort,
                "--kafka-port=" + kafkaPort,
                "--mariadb-port=" + mariaDbPort);
        command.environment().keySet().removeIf(name -> name.startsWith("PULSO_") && !name.equals("PULSO_CHDB"));
        command.environment().put("TZ", zone.getId());
        var log = folder.resolve("pulso.log");
        Files.deleteIfExists(log);
        command.environment().put("PULSO_LOG", log.toString());
        this.process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    /** Starts the demo and waits until all of its parts are ready and the board tells of the present. */
    static Demo start(Path root, Path folder) throws IOException, InterruptedException {
        var demo = new Demo(root, folder);
        try {
            demo.awaitReady();
            return demo;
        } catch (IOException | InterruptedException | RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        var deadline = Instant.now().plus(START_LIMIT);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new BenchmarkException("the demo did not become ready:\n" + Files.readString(output));
            }
            Thread.sleep(200);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            if (send(board().resolve("/health/ready")).statusCode() != 200) {
                return false;
            }
            var lag =
                    JSON.readTree(send(board().resolve("/api/v1/board")).body()).path("lagMs");
            return lag.isNumber() && lag.asLong() < PRESENT.toMillis();
        } catch (IOException _) {
            return false;
        }
    }

    URI board() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    String jdbcUrl() {
        return "jdbc:mariadb://127.0.0.1:" + mariaDbPort + "/ccrepo?user=root&password=pulso";
    }

    ZoneId zone() {
        return zone;
    }

    /** Rows that its capture has published since it was started. */
    long rowsCaptured() throws IOException, InterruptedException {
        return send(board().resolve("/metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith("pulso_ingest_rows_total"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("/metrics does not tell how many rows were captured"));
    }

    String clickHouseVersion() throws IOException, InterruptedException {
        return send(URI.create("http://127.0.0.1:" + clickHousePort + "/?query=SELECT%20version()"))
                .body()
                .strip();
    }

    /** Its processes now, but for those that are mere shells. */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).forEach(handle -> {
            long resident = Machine.residentMb(handle.pid());
            var info = handle.info();
            var program = Path.of(info.command().orElse("?")).getFileName().toString();
            var name = handle.pid() == process.pid()
                    ? "pulso with Kafka"
                    : program.equals("java") ? "ClickHouse" : program;
            if (!program.equals("sh") && !program.equals("dash") && !program.equals("bash")) {
                parts.add(new Part(
                        name, handle.pid(), resident, info.totalCpuDuration().orElse(Duration.ZERO)));
            }
        });
        return parts;
    }

    private HttpResponse<String> send(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).timeout(REQUEST_LIMIT).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException _) {
            // This JVM is ending, and the hook does the same.
        }
    }

    private synchronized void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                // Its servers end when it does: each is watched by a shell that holds a pipe to it.
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A zone without summer time whose clock shows this hour now. */
    private static ZoneId zoneWhereItIs(int hour, Instant now) {
        int east = Math.floorMod(hour - now.atOffset(ZoneOffset.UTC).getHour(), 24);
        int offset = east > FARTHEST_EAST - 2 ? east - 24 : east;
        // The names of these zones have the sign turned round.
        return ZoneId.of(offset == 0 ? "Etc/UTC" : "Etc/GMT" + (offset > 0 ? "-" : "+") + Math.abs(offset));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchmarkException("no free port", e);
        }
    }
}
