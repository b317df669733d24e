package pulso.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedKafka;
import pulso.topology.stream.StateTopics;

final class FoldStateTest {
    private static final String GROUP = "pulso-g1-ucontact";

    @TempDir
    Path folder;

    @Test
    void shouldNotGoOnWithAStateOfWhichAPartIsElsewhere() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                var broker = new Broker(kafka.bootstrapServers())) {
            assertGoesOn(kafka);
            var topics = StateTopics.of(GROUP).stream().toList();
            make(broker, topics.subList(1, topics.size()));
            assertGoesOn(kafka);

            // When it has folded something
            broker.commit(GROUP, Map.of(new TopicPartition(topics.getLast(), 0), 7L));

            // Then
            assertThatThrownBy(() -> FoldState.requireOwn(kafka.bootstrapServers(), "g1", "ucontact"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(topics.getFirst(), "./pulso replay --as");
            make(broker, topics.subList(0, 1));
            assertGoesOn(kafka);
        }
    }

    private static void assertGoesOn(EmbeddedKafka kafka) {
        assertThatCode(() -> FoldState.requireOwn(kafka.bootstrapServers(), "g1", "ucontact"))
                .doesNotThrowAnyException();
    }

    private static void make(Broker broker, List<String> names) throws ExecutionException, InterruptedException {
        var topics =
                names.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList();
        broker.admin().createTopics(topics).all().get();
    }
}
