package pulso.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.Endpoint.Origin;

/** Two processes with the same role: one delivers, the other takes its place. */
@ExtendWith(SharedCluster.class)
final class StandbyTest {
    private static final Duration SILENCE = Duration.ofSeconds(6);
    private static final Surroundings QUICK = new Surroundings(
            Surroundings.REAL.clock(),
            null,
            Surroundings.REAL.names(),
            Surroundings.REAL.namesKept(),
            null,
            SILENCE,
            Surroundings.REAL.dice());

    @Test
    void shouldDeliverInOneOfTwoAndGoOnInTheOtherWhenItIsGone(Cluster cluster) throws Exception {
        try (var receiver = Receiver.accepting();
                var first = cluster.sink(cluster.config(), QUICK)) {
            first.put(Endpoint.of("to-two", "two", null, receiver.url("/in"), Origin.API, Instant.now()));
            cluster.write("two", "a", 0, 50);
            Cluster.await("the first delivers", () -> told(receiver).size() == 50);

            try (var second = cluster.sink(cluster.config(), QUICK)) {
                // When a second one has started
                Cluster.await("the first waits", () -> first.status().standby());
                assertThatThrownBy(first::endpoints).hasMessageContaining("another process delivers");
                cluster.write("two", "a", 50, 100);
                Cluster.await("the second delivers", () -> told(receiver).size() == 100);
                int requests = receiver.requests().size();

                // Then that is all, for longer than a silence
                Thread.sleep(SILENCE.plusSeconds(1));
                assertThat(second.status().healthy()).isTrue();
                assertThat(first.status().standby()).isTrue();
                assertThat(receiver.requests()).hasSize(requests);
            }

            // When the second one has gone
            cluster.write("two", "a", 100, 150);

            // Then
            Cluster.await("the first goes on", () -> told(receiver).size() == 150);
            assertThat(told(receiver)).isSorted();
            first.remove("to-two");
        }
    }

    /** Each once: what the first one did last it may not have written down. */
    private static List<Integer> told(Receiver receiver) {
        return receiver.numbers().stream().distinct().toList();
    }
}
