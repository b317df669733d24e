package pulso.topology.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.passage.Channel;
import pulso.topology.passage.Spans.Span;
import pulso.topology.state.HeapState;

class IntervalIndexTest {
    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
    private static final long WEEK_SECONDS = Duration.ofDays(7).toSeconds();

    private final IntervalIndex index = new IntervalIndex(new HeapState<>());
    private final Random random = new Random(7);

    @Test
    void shouldVisitEveryIntervalThatOverlapsAndFewOthers() {
        var all = new ArrayList<AgentInterval>();
        for (int i = 0; i < 2_000; i++) {
            var interval = interval(i, i % 50 == 0 ? WEEK_SECONDS : i % 10 == 0 ? 80_000 : 1_200);
            all.add(interval);
            index.put(interval);
        }
        long visited = 0;
        for (int i = 0; i < 200; i++) {
            var span = span(random.nextLong(WEEK_SECONDS), 60 + random.nextLong(7_200));

            var found = new HashSet<AgentInterval>();
            index.visit("ana", span, found::add);

            visited += found.size();
            assertThat(found).containsAll(overlapping(all, span));
        }
        assertThat(visited / 200).as("visited of 2,000").isLessThan(400);
    }

    @Test
    void shouldForgetByTheEndAndRemoveWhatItIsTold() {
        var kept = interval(1, 60);
        var gone = interval(2, 100_000);
        index.put(kept);
        index.put(gone);

        index.remove(gone);
        index.forget(kept.to());

        assertThat(visited()).containsExactly(kept);

        index.forget(kept.to().plusSeconds(1));

        assertThat(visited()).isEmpty();
    }

    private List<AgentInterval> visited() {
        var found = new ArrayList<AgentInterval>();
        index.visit("ana", new Span(DAY, DAY.plusSeconds(2 * WEEK_SECONDS)), found::add);
        return found;
    }

    private static List<AgentInterval> overlapping(List<AgentInterval> all, Span span) {
        return all.stream()
                .filter(interval ->
                        interval.from().isBefore(span.to()) && span.from().isBefore(interval.to()))
                .toList();
    }

    private AgentInterval interval(int number, long longestSeconds) {
        var span = span(random.nextLong(WEEK_SECONDS), 1 + random.nextLong(longestSeconds));
        return new AgentInterval(
                "ucontact",
                "ana",
                IntervalKind.TALK,
                span.from(),
                span.to(),
                "Q",
                Channel.TELEPHONY,
                "c" + number,
                null,
                false);
    }

    private static Span span(long fromSeconds, long seconds) {
        var from = DAY.plusSeconds(fromSeconds);
        return new Span(from, from.plusSeconds(seconds));
    }
}
