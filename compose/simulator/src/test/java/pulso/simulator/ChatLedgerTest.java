package pulso.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import pulso.simulator.ChatRecount.Seen;

/** The ledger's figures of the channels other than telephony, recounted from the rows. */
class ChatLedgerTest {
    private static final Day DAY = Day.of(Day.plan(7));

    @Test
    void shouldSayWhatTheRowsSay() {
        agrees(DAY);
        agrees(Day.of(Day.plan(8)));
        agrees(Day.of(Day.plan(9).withScale(0.2)));
    }

    @Test
    void shouldSayWhatTheRowsSayWithoutAFault() {
        agrees(Day.of(Day.plan(7).withFaults(Faults.none())));
    }

    @Test
    void shouldSayWhatTheRowsSayWhenTheyAreBadlyDamaged() {
        agrees(Day.of(Day.plan(7).withFaults(LedgerTest.HARSH)));
    }

    @Test
    void shouldAccountForEveryPassageInEveryQueueAndHour() {
        for (int hour = 0; hour < 28; hour++) {
            Instant from = Day.MIDNIGHT.plus(Duration.ofHours(hour));
            Figures figures = DAY.ledger().figures(from, from.plus(Duration.ofHours(1)), 20, 5);
            figures.channels().values().stream()
                    .flatMap(queues -> queues.values().stream())
                    .forEach(f -> assertThat(f.offered())
                            .isEqualTo(f.answered()
                                    + f.abandoned()
                                    + f.exitedKey()
                                    + f.exitedTimeout()
                                    + f.exitedEmpty()
                                    + f.withdrawn()
                                    + f.system()
                                    + f.open()));
        }
    }

    @Test
    void shouldEndWhatNobodyEndedAtTheAgeOfItsChannel() {
        Instant to = Day.MIDNIGHT.plus(Duration.ofDays(3));
        Figures atOnce = DAY.ledger().figures(Day.MIDNIGHT, to, 20, 5);
        Figures later = DAY.ledger().figures(Day.MIDNIGHT, to, 20, 5, to);

        for (Channel channel : EnumSet.of(Channel.WEBCHAT, Channel.SMS)) {
            int lost = sum(atOnce, channel, f -> f.answered() - f.handled());
            assertThat(lost).as(channel.id()).isPositive();
            assertThat(sum(later, channel, QueueFigures::open)).isZero();
            assertThat(sum(later, channel, f -> f.answered() - f.handled())).isZero();
            assertThat(sum(later, channel, f -> f.handled() - f.talkKnown())).isGreaterThanOrEqualTo(lost);
            assertThat(sum(later, channel, QueueFigures::system))
                    .isEqualTo(sum(atOnce, channel, f -> f.system() + f.open()));
        }
        // An e-mail may wait a week.
        assertThat(later.queues(Channel.EMAIL)).isEqualTo(atOnce.queues(Channel.EMAIL));
    }

    @Test
    void shouldCountOneWhoWritesAndCallsAsTheSameCaller() {
        ContactRecount contacts = new ContactRecount(DAY.actions(), Day.ZONE);
        assertThat(contacts.callersOfSeveralChannels()).isGreaterThan(50);
        for (Channel channel : Channel.values()) {
            int repeats = sum(DAY.figures(), channel, QueueFigures::repeat24h);
            assertThat((double) repeats / sum(DAY.figures(), channel, QueueFigures::offered))
                    .as(channel.id())
                    .isBetween(0.05, 0.4);
        }
    }

    @Test
    void shouldKnowWhetherACallerCameAgainWithinADayOrAWeek() {
        SimulationPlan plan = Day.plan(5).withScale(0.05).withEnd(Day.MIDNIGHT.plus(Duration.ofDays(4)));
        Day days = Day.of(plan);
        Figures figures = days.ledger().figures(Day.MIDNIGHT, Day.MIDNIGHT.plus(Duration.ofDays(5)), 20, 5);
        ContactRecount contacts = new ContactRecount(days.actions(), Day.ZONE);
        for (Channel channel : Channel.values()) {
            figures.queues(channel).forEach((queue, f) -> {
                assertThat(f.repeat24h()).isEqualTo(contacts.repeats(channel, queue, 86_400));
                assertThat(f.repeat7d()).isEqualTo(contacts.repeats(channel, queue, 7 * 86_400));
            });
        }
        assertThat(sum(figures, Channel.TELEPHONY, QueueFigures::repeat7d))
                .isGreaterThan(sum(figures, Channel.TELEPHONY, QueueFigures::repeat24h));
    }

    private static int sum(Figures figures, Channel channel, ToIntFunction<QueueFigures> figure) {
        return figures.queues(channel).values().stream().mapToInt(figure).sum();
    }

    /** Compares with a recount from the rows, over the whole and over one awkward window. */
    private static void agrees(Day day) {
        ChatRecount rows = new ChatRecount(day.actions(), Day.ZONE);
        ContactRecount contacts = new ContactRecount(day.actions(), Day.ZONE);
        Figures whole = day.figures();
        assertThat(whole.channels()).hasSize(7);
        Set<Channel> chats = EnumSet.complementOf(EnumSet.of(Channel.TELEPHONY));
        for (Channel channel : chats) {
            whole.queues(channel).forEach((queue, figures) -> {
                cohortAgrees(figures, rows, channel, queue, Day.MIDNIGHT, whole.to());
                activityAgrees(figures, rows, channel, queue);
                assertThat(figures.repeat24h()).as(queue).isEqualTo(contacts.repeats(channel, queue, 86_400));
            });
        }
        Instant from = Day.MIDNIGHT.plus(Duration.ofMinutes(601));
        Instant to = Day.MIDNIGHT.plus(Duration.ofMinutes(727));
        Figures part = day.ledger().figures(from, to, 20, 5);
        for (Channel channel : chats) {
            part.queues(channel).forEach((queue, figures) -> cohortAgrees(figures, rows, channel, queue, from, to));
        }
    }

    private static void cohortAgrees(
            QueueFigures figures, ChatRecount rows, Channel channel, String queue, Instant from, Instant to) {
        List<Seen> entered = rows.passages.stream()
                .filter(p -> p.channel == channel && p.queue.equals(queue) && p.enteredIn(from, to))
                .toList();
        assertThat(figures.offered()).as(channel + queue).isEqualTo(entered.size());
        assertThat(figures.recovered())
                .isEqualTo((int) entered.stream().filter(p -> p.recovered).count());
        assertThat(figures.answered()).isEqualTo(outcome(entered, "CONNECT").size());
        assertThat(figures.abandoned()).isEqualTo(outcome(entered, "ABANDON").size());
        assertThat(figures.exitedTimeout())
                .isEqualTo(outcome(entered, "EXITWITHTIMEOUT").size());
        assertThat(figures.system()).isEqualTo(outcome(entered, "system").size());
        assertThat(figures.open()).isEqualTo(outcome(entered, "").size());
        int[] waits = entered.stream()
                .filter(p -> !p.outcome.isEmpty() && !p.outcome.equals("system"))
                .mapToInt(p -> p.wait)
                .sorted()
                .toArray();
        if (waits.length > 0) {
            assertThat(figures.waitMax()).isEqualTo(waits[waits.length - 1]);
            assertThat(figures.waitP80()).isEqualTo(waits[(int) Math.ceil(0.8 * waits.length) - 1]);
            double mean = Arrays.stream(waits).average().orElseThrow();
            assertThat(figures.waitMean()).isCloseTo(mean, within(1e-9));
        }
    }

    private static void activityAgrees(QueueFigures figures, ChatRecount rows, Channel channel, String queue) {
        List<Seen> talked = rows.passages.stream()
                .filter(p -> p.channel == channel && p.queue.equals(queue) && p.talk >= 0)
                .toList();
        String key = " " + channel + queue;
        assertThat(figures.handled()).as(key).isEqualTo(talked.size());
        assertThat(figures.talk())
                .isEqualTo(talked.stream().mapToLong(p -> p.talk).sum());
        assertThat(figures.messages())
                .isEqualTo(talked.stream().mapToLong(p -> p.messages).sum()
                        + rows.sums.getOrDefault("messages" + key, 0L));
        assertThat(figures.transferred()).isEqualTo(rows.counts.getOrDefault("TRANSFERRED" + key, 0));
        assertThat(figures.outAttempts()).isEqualTo(rows.counts.getOrDefault("OUT" + key, 0));
        assertThat(figures.outHandled()).isEqualTo(rows.counts.getOrDefault("outHandled" + key, 0));
        assertThat(figures.outTalk()).isEqualTo(rows.sums.getOrDefault("outTalk" + key, 0L));
        assertThat(figures.refusedClosed()).isEqualTo(rows.counts.getOrDefault("closed" + key, 0));
        assertThat(figures.refusedFull()).isEqualTo(rows.counts.getOrDefault("full" + key, 0));
        assertThat(figures.refusedNoAgents()).isEqualTo(rows.counts.getOrDefault("noAgents" + key, 0));
        assertThat(figures.refusedBlocked()).isEqualTo(rows.counts.getOrDefault("blocked" + key, 0));
    }

    private static List<Seen> outcome(List<Seen> passages, String outcome) {
        return passages.stream().filter(p -> p.outcome.equals(outcome)).toList();
    }
}
