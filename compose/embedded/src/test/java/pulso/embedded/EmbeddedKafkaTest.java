package pulso.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepCommittedRecordsWhenStartedAgain() throws Exception {
        // Given
        try (var kafka = EmbeddedKafka.start(folder, 0)) {
            createTopic(kafka.bootstrapServers());
            send(kafka.bootstrapServers(), "one");
        }
        // When
        try (var kafka = EmbeddedKafka.start(folder, 0)) {
            send(kafka.bootstrapServers(), "two");
            // Then
            assertThat(committed(kafka.bootstrapServers(), 2)).containsExactly("one", "two");
        }
    }

    @Test
    void shouldNotCreateTopicsUnasked() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder, 0);
                var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThatThrownBy(() -> send(kafka.bootstrapServers(), "lost")).hasMessageContaining("not present");
            assertThat(admin.listTopics().names().get()).doesNotContain("t");
        }
    }

    @Test
    void shouldKeepCommittedRecordsOverAKill() throws Exception {
        // Given
        var first = broker();
        try {
            createTopic(readBootstrap(first));
        } finally {
            first.destroyForcibly().waitFor();
        }
        // When
        var second = broker();
        try {
            var bootstrap = readBootstrap(second);
            send(bootstrap, "after the kill");
            // Then
            assertThat(committed(bootstrap, 1)).containsExactly("after the kill");
            second.destroy();
            assertThat(second.waitFor()).isEqualTo(143);
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldNameATakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, taken.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
    }

    @Test
    void shouldRefuseAFolderInUse() {
        try (var kafka = EmbeddedKafka.start(folder, 0)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, 0))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("in use by another running kafka");
            assertThat(kafka.port()).isPositive();
        }
    }

    private Process broker() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedKafkaMain.class.getName(),
                        folder.toString(),
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String readBootstrap(Process broker) throws Exception {
        var output = broker.inputReader(StandardCharsets.UTF_8);
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line.substring("ready ".length());
            }
        }
        throw new IllegalStateException("The broker ended before it was ready");
    }

    private static void createTopic(String bootstrap) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        }
    }

    private static void send(String bootstrap, String value) throws ExecutionException, InterruptedException {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", bootstrap, "transactional.id", "test", "max.block.ms", "5000");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("t", value)).get();
            producer.commitTransaction();
        }
    }

    private static List<String> committed(String bootstrap, int count) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition("t", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var values = new ArrayList<String>();
            var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> values.add(message.value()));
            }
            return values;
        }
    }
}
