package pulso.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long NOON = 1_763_719_200_000L;

    private final AtomicLong clock = new AtomicLong(NOON);
    private final CommitPace pace = new CommitPace(Duration.ofMillis(10), clock::get);

    @Test
    void shouldAskForCommitOfFirstLiveRecordAtOnce() {
        assertThat(pace.isDue(NOON)).isTrue();
        assertThat(pace.isOwed()).isFalse();
    }

    @Test
    void shouldOweCommitToRecordThatFollowsTooClosely() {
        // Given a record whose commit was asked for, and a second one of the same transaction
        pace.isDue(NOON);
        assertThat(pace.isDue(NOON)).isFalse();

        // When nothing else comes for the interval
        clock.addAndGet(10);

        // Then it gets a commit of its own, once
        assertThat(pace.takeOwed()).isTrue();
        assertThat(pace.takeOwed()).isFalse();
    }

    @Test
    void shouldOweNothingOnceLaterRecordAsked() {
        pace.isDue(NOON);
        pace.isDue(NOON);
        clock.addAndGet(10);

        assertThat(pace.isDue(NOON)).isTrue();
        assertThat(pace.isOwed()).isFalse();
        assertThat(pace.takeOwed()).isFalse();
    }

    @Test
    void shouldKeepDistanceFromCommitThatWasOwed() {
        pace.isDue(NOON);
        pace.isDue(NOON);
        clock.addAndGet(10);
        pace.takeOwed();

        clock.addAndGet(9);
        assertThat(pace.isDue(NOON)).isFalse();
    }

    @Test
    void shouldOweNothingToBacklog() {
        assertThat(pace.isDue(NOON - 3_600_000)).isFalse();
        assertThat(pace.isOwed()).isFalse();
    }

    @Test
    void shouldNotLetMoreThanSomeBacklogWait() {
        for (int i = 1; i < CommitPace.BACKLOG_ROWS; i++) {
            assertThat(pace.isDue(NOON - 3_600_000)).isFalse();
        }
        assertThat(pace.isDue(NOON - 3_600_000)).isTrue();
        assertThat(pace.isDue(NOON - 3_600_000)).isFalse();
    }

    @Test
    void shouldShowRecentBacklogEachSecond() {
        pace.isDue(NOON);
        clock.addAndGet(999);
        assertThat(pace.isDue(NOON - 20_000)).isFalse();
        clock.addAndGet(1);
        assertThat(pace.isDue(NOON - 20_000)).isTrue();
    }
}
