package pulso.command.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.Ports;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.HttpSchemaRegistry;
import pulso.schemas.wire.UnknownSchemaException;

/** Apicurio's registry, by the API that Confluent's has: the profile "long" brings it to target/apicurio. */
@Tag("long")
class ExternalRegistryTest {
    private static final Path HOME =
            Path.of(System.getProperty("pulso.apicurio", "target/apicurio")).toAbsolutePath();
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Topics.Derived TOPICS = Topics.derived(Topics.FIRST_GENERATION);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final int port = Ports.claim("apicurio", 0);

    @SuppressWarnings("NullAway.Init")
    private Process apicurio;

    @BeforeEach
    void start() throws Exception {
        apicurio = launch();
        awaitAnswer();
    }

    @AfterEach
    void stop() throws InterruptedException {
        apicurio.destroyForcibly();
        assertThat(apicurio.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=" + Ports.claim("apicurio", 0),
                        "-jar",
                        HOME.resolve("quarkus-run.jar").toString())
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("apicurio.log").toFile())
                .start();
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
    }

    private void awaitAnswer() throws Exception {
        var deadline = Instant.now().plus(START_LIMIT);
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(url() + "/subjects")).build();
            while (true) {
                assertThat(apicurio.isAlive()).isTrue();
                assertThat(Instant.now()).isBefore(deadline);
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException _) {
                    Thread.sleep(200);
                }
            }
        }
    }

    private HttpSchemaRegistry registry(@Nullable Duration patience) {
        return HttpSchemaRegistry.open(new HttpSchemaRegistry.Place(url(), "somebody", "secret", patience));
    }

    @Test
    void shouldGiveEverySchemaOneIdAndReadItBack() {
        var list = new DialerList("ucontact", "Cobros->", "lista", 10L, true, 50L, 5, 1, 0, 0);
        var topic = TOPICS.dialerLists();
        byte[] written;
        try (var registry = registry(START_LIMIT)) {
            for (var of : TOPICS.all()) {
                var schema = of.requireCodec().schema();
                int id = registry.register(of.name() + "-value", schema);

                assertThat(registry.register(of.name() + "-value", schema)).isEqualTo(id);
                assertThat(registry.byId(id)).isEqualTo(schema);
            }
            written = new AvroWire(registry).encode(topic.name(), topic.requireCodec(), list);
        }
        try (var registry = registry(START_LIMIT)) {
            assertThat(new AvroWire(registry).decode(topic.requireCodec(), written))
                    .isEqualTo(list);
            assertThat(registry.versions())
                    .extracting(version -> version.subject())
                    .contains(topic.name() + "-value");
            assertThatThrownBy(() -> registry.byId(4_711)).isInstanceOf(UnknownSchemaException.class);
        }
    }

    /** What is known goes on while the registry is away; what is not known waits until it is back. */
    @Test
    void shouldLiveWithARegistryThatIsAway() throws Exception {
        var known = TOPICS.dialerLists();
        var unknown = TOPICS.passages();
        try (var registry = registry(null);
                var hasty = registry(Duration.ofSeconds(1))) {
            int id = registry.register(
                    known.name() + "-value", known.requireCodec().schema());
            stop();

            assertThat(registry.register(
                            known.name() + "-value", known.requireCodec().schema()))
                    .isEqualTo(id);
            assertThatThrownBy(() -> hasty.byId(id))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("out of reach");
            var waiting = CompletableFuture.supplyAsync(
                    () -> registry.register(
                            unknown.name() + "-value", unknown.requireCodec().schema()),
                    task -> Thread.ofPlatform().start(task));
            Thread.sleep(1_000);
            assertThat(waiting.isDone()).isFalse();

            apicurio = launch();

            assertThat(waiting.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS)).isPositive();
        }
    }
}
