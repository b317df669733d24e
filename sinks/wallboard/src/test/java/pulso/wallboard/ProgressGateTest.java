package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.source.Heartbeat;

/** Records of one partition that come later than what is said after them in another. */
class ProgressGateTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final TopicPartition MINUTES = new TopicPartition("minutes", 0);
    private static final TopicPartition OTHERS = new TopicPartition("minutes", 1);

    @TempDir
    Path folder;

    private final List<Heartbeat> passed = new ArrayList<>();
    private final Map<TopicPartition, Long> read = new HashMap<>();

    @Test
    void shouldHoldBackWhatIsSaidUntilAllBeforeItIsRead() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder, 0);
                var admin = Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) kafka.bootstrapServers()));
                var producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic("minutes", 2, (short) 1)))
                    .all()
                    .get();
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>("minutes", 0, null, new byte[] {1}))
                        .get();
                producer.send(new ProducerRecord<>("minutes", 1, null, new byte[] {1}))
                        .get();
            }
            var gate = new ProgressGate(admin, List.of(MINUTES, OTHERS), passed::add);

            // When two of the three are read that stand where the source's do, and none of the others
            read.put(MINUTES, 2L);
            gate.said(heartbeat(0), 0);
            look(gate, 30);
            gate.said(heartbeat(1), 0);
            gate.said(heartbeat(2), 0);
            look(gate, 5);

            // Then
            assertThat(passed).isEmpty();
            assertThat(gate.isEmpty()).isFalse();
            read.put(MINUTES, 3L);
            look(gate, 200);
            assertThat(passed).containsExactly(heartbeat(0), heartbeat(2));
            assertThat(gate.isEmpty()).isTrue();
        }
    }

    private void look(ProgressGate gate, int times) throws InterruptedException {
        for (int time = 0; time < times && !gate.isEmpty(); time++) {
            gate.look(partition -> read.getOrDefault(partition, 0L));
            Thread.sleep(10);
        }
    }

    private static Heartbeat heartbeat(int seconds) {
        return new Heartbeat("ucontact", NOON.plusSeconds(seconds), NOON.plusSeconds(seconds), "");
    }
}
