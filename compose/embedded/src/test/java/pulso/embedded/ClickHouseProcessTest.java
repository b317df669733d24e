package pulso.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickHouseProcessTest {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepItsDataWhenStartedAgain() throws Exception {
        try (var clickHouse = EmbeddedClickHouse.start(folder, 0)) {
            query(clickHouse.port(), "CREATE TABLE t (n UInt8) ENGINE = MergeTree ORDER BY n");
            query(clickHouse.port(), "INSERT INTO t VALUES (42)");
        }
        try (var clickHouse = EmbeddedClickHouse.start(folder, 0)) {
            assertThat(query(clickHouse.port(), "SELECT n FROM t")).isEqualTo("42\n");
        }
        assertThat(crashReports()).isZero();
    }

    @Test
    void shouldStopInGoodOrderWithAQueryRunning() throws Exception {
        var clickHouse = EmbeddedClickHouse.start(folder, 0);
        var running = CompletableFuture.supplyAsync(() -> {
            try {
                return query(clickHouse.port(), "SELECT sum(sipHash64(number)) FROM numbers(200000000000)");
            } catch (IOException | InterruptedException e) {
                return "broken off";
            }
        });
        Thread.sleep(1_000);
        assertThat(running).isNotDone();
        var begin = System.nanoTime();
        clickHouse.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        assertThat(OwnerProcess.endsWithin(clickHouse.pid(), Duration.ZERO)).isTrue();
        assertThat(running.get()).isNotEmpty();
        assertThat(crashReports()).isZero();
        assertThat(Files.readString(folder.resolve("clickhouse.log"))).doesNotContain("halted");
    }

    @Test
    void shouldEndWithAnOwnerThatIsKilled() throws Exception {
        try (var owner = OwnerProcess.of("clickhouse", folder)) {
            owner.kill();

            assertThat(OwnerProcess.endsWithin(owner.serverPid(), Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(crashReports()).isZero();
        }
    }

    @Test
    void shouldStopTheOrphanOfAKilledOwnerAndKeepItsData() throws Exception {
        try (var owner = OwnerProcess.of("clickhouse", folder)) {
            query(owner.port(), "CREATE TABLE t (n UInt8) ENGINE = MergeTree ORDER BY n");
            query(owner.port(), "INSERT INTO t VALUES (7)");
            owner.killWithSupervisor();
            assertThat(OwnerProcess.endsWithin(owner.serverPid(), Duration.ofMillis(500)))
                    .isFalse();

            try (var clickHouse = EmbeddedClickHouse.start(folder, owner.port())) {
                assertThat(Ports.commandLine(owner.serverPid())).isEmpty();
                assertThat(query(clickHouse.port(), "SELECT n FROM t")).isEqualTo("7\n");
            }
        }
    }

    @Test
    void shouldKeepAcknowledgedRowsOverAKill() throws Exception {
        try (var clickHouse = EmbeddedClickHouse.start(folder, 0)) {
            query(clickHouse.port(), "CREATE TABLE t (n UInt64) ENGINE = MergeTree ORDER BY n");
            query(clickHouse.port(), "INSERT INTO t SELECT number FROM numbers(100000)");
            ProcessHandle.of(clickHouse.pid()).orElseThrow().destroyForcibly();
            assertThat(OwnerProcess.endsWithin(clickHouse.pid(), Duration.ofSeconds(5)))
                    .isTrue();
        }
        try (var clickHouse = EmbeddedClickHouse.start(folder, 0)) {
            assertThat(query(clickHouse.port(), "SELECT count() FROM t")).isEqualTo("100000\n");
        }
    }

    @Test
    void shouldNotEndWithCtrlC() throws Exception {
        try (var clickHouse = EmbeddedClickHouse.start(folder, 0)) {
            ChildProcessTest.interrupt(clickHouse.pid());
            assertThat(OwnerProcess.endsWithin(clickHouse.pid(), Duration.ofMillis(500)))
                    .isFalse();
            assertThat(query(clickHouse.port(), "SELECT 1")).isEqualTo("1\n");
        }
    }

    @Test
    void shouldNameTheHolderOfATakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedClickHouse.start(folder, taken.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void shouldSayHowToMendAMissingEngine() {
        System.setProperty("pulso.chdb", folder.resolve("libchdb.so").toString());
        try {
            assertThatThrownBy(() -> EmbeddedClickHouse.start(folder, 0))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("npm ci");
        } finally {
            System.clearProperty("pulso.chdb");
        }
    }

    private long crashReports() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("hs_err"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String query(int port, String sql) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .POST(HttpRequest.BodyPublishers.ofString(sql))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
