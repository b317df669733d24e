package pulso.command.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.command.ConfigException;
import pulso.embedded.EmbeddedKafka;

class TopicsAndTailTest {
    private static final int ROWS = 25;
    private static final Ran RUNNING = new Ran(-1, "", "");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init")
    private static SampleTopics samples;

    @BeforeAll
    static void writeSamples() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        samples = new SampleTopics(kafka.bootstrapServers());
        samples.writeRows(ROWS);
        samples.writeLists("ucontact", "norte");
    }

    @AfterAll
    static void stop() {
        samples.close();
        kafka.close();
    }

    private static Ran topics(String... arguments) {
        return Ran.command(TopicsCommand::new, withKafka(arguments));
    }

    private static Ran tail(String... arguments) {
        return Ran.command(TailCommand::new, withKafka(arguments));
    }

    private static String[] withKafka(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--kafka");
        all.add(kafka.bootstrapServers());
        return all.toArray(String[]::new);
    }

    private static JsonNode find(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(node -> node.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldShowSizesAgesAndWhatIsNotOurs() {
        var json = topics("--json").json();

        var rows = find(json.path("topics"), "topic", SampleTopics.ROWS.name());
        assertThat(rows.path("owner").asText()).isEqualTo("raw");
        assertThat(rows.path("records").asLong()).isGreaterThanOrEqualTo(ROWS);
        assertThat(rows.path("bytes").asLong()).isGreaterThan(1_000);
        assertThat(rows.path("oldest").asText()).isEqualTo(SampleTopics.START.toString());
        assertThat(rows.path("lastWritten").asText()).isGreaterThan(SampleTopics.START.toString());
        assertThat(rows.path("partitions").asInt()).isEqualTo(1);
        assertThat(rows.path("retentionSeconds").isNull()).isTrue();
        var lists = find(
                json.path("topics"), "topic", SampleTopics.DERIVED.dialerLists().name());
        assertThat(lists.path("owner").asText()).isEqualTo("derived");
        assertThat(lists.path("cleanup").asText()).isEqualTo("compact");
        var foreign = find(json.path("topics"), "topic", SampleTopics.FOREIGN);
        assertThat(foreign.path("known").asBoolean()).isFalse();
        assertThat(foreign.path("oldest").isNull()).isTrue();
        assertThat(topics().output()).contains("not Pulso's").doesNotContain("__transaction_state");
        assertThat(topics("--all").output()).contains("__transaction_state");
    }

    @Test
    void shouldShowHowFarAGroupIsBehind() {
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "somebody",
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                5,
                "enable.auto.commit",
                false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(Set.of(SampleTopics.ROWS.name()));
            while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
                assertThat(consumer.groupMetadata().groupId()).isEqualTo("somebody");
            }
            consumer.commitSync();

            var json = topics("--json").json();

            var group = find(json.path("groups"), "group", "somebody");
            long end = find(json.path("topics"), "topic", SampleTopics.ROWS.name())
                    .path("records")
                    .asLong();
            assertThat(group.path("lag").path(SampleTopics.ROWS.name()).asLong())
                    .isEqualTo(end - 5);
            assertThat(group.path("members").asInt()).isEqualTo(1);
            assertThat(topics().output()).contains("somebody");
        }
    }

    @Test
    void shouldPrintTheLastRecordsOfAShortName() {
        var ran = tail("queue_log_repo", "--to", "2026-11-20T13:00:25Z");

        assertThat(ran.code()).isZero();
        assertThat(ran.lines())
                .extracting(line -> line.path("key").asText())
                .containsExactlyElementsOf(
                        IntStream.range(15, 25).mapToObj(i -> "call-" + i).toList());
        var line = ran.lines().getFirst();
        assertThat(line.path("time").asText()).isEqualTo("2026-11-20T13:00:15Z");
        assertThat(line.path("headers").path("source").asText()).isEqualTo("ucontact");
        assertThat(line.path("value").path("datetime").asText()).isEqualTo("2026-11-20T13:00:15");
        assertThat(tail("QUEUE_LOG_REPO", "--raw", "--limit", "1")
                        .lines()
                        .getFirst()
                        .path("value")
                        .path("datetime")
                        .isNumber())
                .isTrue();
    }

    @Test
    void shouldPrintAStretchWithoutWhatWasTakenBack() {
        assertThat(tail("QUEUE_LOG_REPO", "--from", "BEGINNING", "--to", "2026-11-20T13:00:25Z")
                        .lines())
                .hasSize(ROWS)
                .noneMatch(line -> line.path("value").path("event").asText().equals("TAKEN BACK"));
        assertThat(tail("QUEUE_LOG_REPO", "--from", "2026-11-20T13:00:05Z", "--to", "2026-11-20T13:00:08Z")
                        .lines())
                .extracting(line -> line.path("key").asText())
                .containsExactly("call-5", "call-6", "call-7");
        assertThat(tail("QUEUE_LOG_REPO", "--from", "BEGINNING", "--key", "call-11")
                        .lines())
                .hasSize(1);
        assertThat(tail("QUEUE_LOG_REPO", "--from", "BEGINNING", "--limit", "3").lines())
                .hasSize(3);
    }

    @Test
    void shouldPickTheCurrentGenerationAndOneCentre() {
        var lines = tail("dialer-lists", "--source", "norte").lines();

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().path("topic").asText())
                .isEqualTo(SampleTopics.DERIVED.dialerLists().name());
        assertThat(lines.getFirst().path("key").get(0).asText()).isEqualTo("norte");
        assertThat(lines.getFirst().path("value").path("name").asText()).isEqualTo("lista-ñ");
    }

    @Test
    void shouldTellWhatCannotBeReadAndGoOn() {
        samples.writeUnreadable();

        var lines = tail("QUEUE_LOG_REPO", "--limit", "2").lines();

        assertThat(lines).hasSize(2);
        var broken = lines.stream()
                .filter(line -> line.path("key").asText().equals("broken"))
                .findFirst()
                .orElseThrow();
        assertThat(broken.path("unreadable").asText()).contains("schema id 99");
        assertThat(broken.path("bytes").asText()).isEqualTo("AAAAAGMBAgM=");
        assertThat(lines).anyMatch(line -> line.path("value").isNull());
    }

    @Test
    void shouldNameTheNearestTopicAndTheMend() {
        assertThat(tail("queue_log_rep").message()).contains("did you mean 'QUEUE_LOG_REPO'");
        assertThat(tail("dialer-list").message()).contains("'dialer-lists'");
        assertThat(tail("orders", "--from", "noon").message()).contains("--from 'noon' is no time");
        var silent = Ran.command(TopicsCommand::new, "--kafka", "127.0.0.1:1");
        assertThat(silent.code()).isEqualTo(1);
        assertThat(silent.message()).contains("no Kafka answers at 127.0.0.1:1");
    }

    @Test
    void shouldNotChooseBetweenTopicsThatFitAlike() {
        var names = Set.of("a.heartbeat", "b.heartbeat", "pulso.g1.passages", "pulso.g2.passages");

        assertThatThrownBy(() -> TopicName.complete("heartbeat", names, "g1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a.heartbeat or b.heartbeat");
        assertThat(TopicName.complete("Passages", names, "g2")).isEqualTo("pulso.g2.passages");
    }

    @Test
    void shouldFollowUntilTheReaderGoesAway() throws Exception {
        var pipe = new Pipe();
        var ended = CompletableFuture.supplyAsync(
                () -> Ran.command(_ -> new TailCommand(pipe.asStream()), withKafka("QUEUE_LOG_REPO", "-f")),
                task -> Thread.ofPlatform().start(task));

        int number = 100;
        while (!pipe.text().contains("FOLLOWED")) {
            assertThat(ended.getNow(RUNNING)).isEqualTo(RUNNING);
            samples.writeRow(number++, "FOLLOWED");
            Thread.sleep(100);
        }
        pipe.isBroken = true;
        while (!ended.isDone()) {
            samples.writeRow(number++, "FOLLOWED");
            Thread.sleep(100);
        }

        assertThat(ended.get(1, TimeUnit.SECONDS)).isEqualTo(new Ran(0, "", ""));
    }

    /** Standard output, until whoever reads it goes away. */
    private static final class Pipe extends OutputStream {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private volatile boolean isBroken;

        @Override
        public synchronized void write(int b) throws IOException {
            if (isBroken) {
                throw new IOException("Broken pipe");
            }
            read.write(b);
        }

        private PrintStream asStream() {
            return new PrintStream(this, false, StandardCharsets.UTF_8);
        }

        synchronized String text() {
            return read.toString(StandardCharsets.UTF_8);
        }
    }
}
