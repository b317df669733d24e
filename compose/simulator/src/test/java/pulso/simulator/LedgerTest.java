package pulso.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pulso.simulator.RowRecount.Seen;

class LedgerTest {
    /** Everything that can be damaged is, often. */
    static final Faults HARSH = new Faults(0.5, 1, 0.05, 0.1, 0.5, 0.2, 1, 0.3, 0.8, 0.3, 0.5, 0.1, 0.3, 12);

    private static final Set<String> QUEUE_FIGURES = words("""
            offered answered abandoned shortAbandoned exitedKey exitedTimeout exitedEmpty withdrawn
            system open transferred ringNoAnswer ringRefused handled answeredWithin serviceLevel asa
            abandonWait waitP50 waitP90 waitP95 waitMax talk hold wrapUp wrapUpKnown talkKnown aht
            outAttempts outAnswered outTalk outHandled received refused refusedClosed refusedFull
            refusedNoAgents refusedBlocked recovered ringKnown ringSeconds ringTime rated
            ratingHundredths rating repeat24h repeat7d repeatRate24h repeatRate7d messages
            messagesMean waitMean waitP80 answeredLate abandonedWithin netTalk talkMean holdMean
            wrapUpMean transferRate outAnswerRate""");

    private static final Set<String> AGENT_FIGURES = words("""
            login pause break talk hold wrapUp answered ringNoAnswer ringRefused agentDump
            transfersTaken busy available occupancy utilisation ringNoAnswerRate outAttempts
            outAnswered""");

    private static final Day DAY = Day.of(Day.plan(7));

    @Test
    void shouldAccountForEveryPassageInEveryQueueAndHour() {
        for (int hour = 0; hour < 28; hour++) {
            Instant from = Day.MIDNIGHT.plus(Duration.ofHours(hour));
            DAY.ledger()
                    .figures(from, from.plus(Duration.ofHours(1)), 20, 5)
                    .queues()
                    .forEach((queue, figures) -> assertThat(figures.offered())
                            .as("%s from %s", queue, from)
                            .isEqualTo(figures.answered()
                                    + figures.abandoned()
                                    + figures.exitedKey()
                                    + figures.exitedTimeout()
                                    + figures.exitedEmpty()
                                    + figures.withdrawn()
                                    + figures.system()
                                    + figures.open()));
        }
    }

    @Test
    void shouldBeTheSumOfItsHours() {
        Map<String, long[]> sums = new HashMap<>();
        for (int hour = 0; hour < 48; hour++) {
            Instant from = Day.MIDNIGHT.plus(Duration.ofHours(hour));
            DAY.ledger()
                    .figures(from, from.plus(Duration.ofHours(1)), 20, 5)
                    .agents()
                    .forEach((agent, part) -> sums.merge(agent, times(part), LedgerTest::add));
        }
        DAY.figures()
                .agents()
                .forEach((agent, whole) -> assertThat(sums.get(agent)).as(agent).containsExactly(times(whole)));
    }

    private static long[] times(AgentFigures agent) {
        return new long[] {
            agent.login(),
            agent.breakTime(),
            agent.pause(),
            agent.talk(),
            agent.hold(),
            agent.wrapUp(),
            agent.answered()
        };
    }

    private static long[] add(long[] left, long[] right) {
        return IntStream.range(0, left.length)
                .mapToLong(i -> left[i] + right[i])
                .toArray();
    }

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
        agrees(Day.of(Day.plan(7).withFaults(HARSH)));
        agrees(Day.of(Day.plan(10).withFaults(HARSH).withScale(2)));
    }

    @Test
    void shouldExportItsFiguresUnderTheirPublicNames() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(DAY.ledger().json(Day.MIDNIGHT, Day.MIDNIGHT.plus(Duration.ofDays(1)), 20, 5));

        JsonNode queue = json.path("queues").path("Soporte<-");
        assertThat(Set.copyOf(names(queue))).isEqualTo(QUEUE_FIGURES);
        assertThat(queue.path("offered").asInt()).isPositive();
        assertThat(names(json.path("agents").path("agustin.perez"))).containsExactlyInAnyOrderElementsOf(AGENT_FIGURES);
        assertThat(names(json.path("channels")))
                .containsExactlyInAnyOrder("telephony", "webchat", "sms", "email", "twitter", "messenger", "facebook");
        assertThat(json.path("channels")
                        .path("webchat")
                        .path("Ventas<-")
                        .path("offered")
                        .asInt())
                .isPositive()
                .isNotEqualTo(
                        json.path("queues").path("Ventas<-").path("offered").asInt());
        assertThat(json.path("dialer").get(0).path("records").asInt()).isPositive();
        assertThat(json.path("queues").path("Encuestas->").path("serviceLevel").isNull())
                .isTrue();
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    /** Compares with a recount from the rows, over the whole and over one awkward window. */
    private static void agrees(Day day) {
        RowRecount rows = new RowRecount(day.actions(), Day.ZONE);
        ContactRecount contacts = new ContactRecount(day.actions(), Day.ZONE);
        Figures whole = day.figures();
        whole.queues().forEach((queue, figures) -> {
            cohortAgrees(figures, rows, queue, Day.MIDNIGHT, whole.to());
            List<Seen> talked = rows.passages.stream()
                    .filter(p -> p.queue.equals(queue) && p.talk >= 0)
                    .toList();
            assertThat(figures.talkKnown()).as(queue).isEqualTo(talked.size());
            assertThat(figures.talk())
                    .as(queue)
                    .isEqualTo(talked.stream().mapToLong(p -> p.talk).sum());
            assertThat(figures.hold())
                    .as(queue)
                    .isEqualTo(talked.stream().mapToLong(Seen::holdSeconds).sum());
            assertThat(figures.transferred()).as(queue).isEqualTo((int)
                    talked.stream().filter(p -> p.transferred).count());
            assertThat(figures.wrapUp()).as(queue).isEqualTo(rows.used.getOrDefault(queue, 0L));
            assertThat(figures.wrapUpKnown()).as(queue).isEqualTo(rows.wrapUps.getOrDefault(queue, 0));
            assertThat(figures.ringNoAnswer()).isEqualTo(rows.counts.getOrDefault("RINGNOANSWER" + queue, 0));
            assertThat(figures.ringRefused()).isEqualTo(rows.counts.getOrDefault("RINGNOANSWER0" + queue, 0));
            assertThat(figures.outAttempts()).isEqualTo(rows.counts.getOrDefault("OUTCALL" + queue, 0));
            assertThat(figures.outHandled()).isZero();
            assertThat(figures.refusedClosed()).isEqualTo(rows.counts.getOrDefault("CLOSED" + queue, 0));
            assertThat(figures.refusedFull()).isEqualTo(rows.counts.getOrDefault("FULL" + queue, 0));
            assertThat(figures.refusedNoAgents()).isEqualTo(rows.counts.getOrDefault("JOINEMPTY" + queue, 0));
            List<Integer> ratings = rows.ratings(queue);
            assertThat(figures.rated()).as(queue).isEqualTo(ratings.size());
            assertThat(figures.ratingHundredths())
                    .isEqualTo(ratings.stream().mapToLong(Integer::longValue).sum());
            assertThat(figures.repeat24h())
                    .as(queue)
                    .isEqualTo(contacts.repeats(
                            Channel.TELEPHONY, queue, Duration.ofDays(1).toSeconds()));
            assertThat(figures.repeat7d())
                    .isEqualTo(contacts.repeats(
                            Channel.TELEPHONY, queue, Duration.ofDays(7).toSeconds()));
        });
        agentsAgree(whole, rows, new ChatRecount(day.actions(), Day.ZONE));
        Instant from = Day.MIDNIGHT.plus(Duration.ofMinutes(601));
        Instant to = Day.MIDNIGHT.plus(Duration.ofMinutes(727));
        day.ledger()
                .figures(from, to, 20, 5)
                .queues()
                .forEach((queue, figures) -> cohortAgrees(figures, rows, queue, from, to));
    }

    private static void cohortAgrees(QueueFigures figures, RowRecount rows, String queue, Instant from, Instant to) {
        List<Seen> entered = rows.passages.stream()
                .filter(p -> p.queue.equals(queue) && p.enteredIn(from, to))
                .toList();
        assertThat(figures.offered()).as(queue).isEqualTo(entered.size());
        assertThat(figures.answered())
                .as(queue)
                .isEqualTo(outcome(entered, "CONNECT").size());
        assertThat(figures.abandoned())
                .as(queue)
                .isEqualTo(outcome(entered, "ABANDON").size());
        assertThat(figures.exitedKey())
                .as(queue)
                .isEqualTo(outcome(entered, "EXITWITHKEY").size());
        assertThat(figures.exitedTimeout())
                .as(queue)
                .isEqualTo(outcome(entered, "EXITWITHTIMEOUT").size());
        assertThat(figures.exitedEmpty())
                .as(queue)
                .isEqualTo(outcome(entered, "EXITEMPTY").size());
        assertThat(figures.withdrawn())
                .as(queue)
                .isEqualTo(outcome(entered, "WITHDRAW").size());
        assertThat(figures.system())
                .as(queue)
                .isEqualTo(outcome(entered, "system").size());
        int[] waits = entered.stream()
                .filter(p -> !p.outcome.equals("system"))
                .mapToInt(p -> p.wait)
                .sorted()
                .toArray();
        if (waits.length > 0) {
            assertThat(figures.waitMax()).as(queue).isEqualTo(waits[waits.length - 1]);
            assertThat(figures.waitP90()).as(queue).isEqualTo(waits[(int) Math.ceil(0.9 * waits.length) - 1]);
        }
        double asa = Arrays.stream(outcome(entered, "CONNECT").stream()
                        .mapToInt(p -> p.wait)
                        .toArray())
                .average()
                .orElse(-1);
        if (asa >= 0) {
            assertThat(figures.asa()).as(queue).isCloseTo(asa, within(1e-9));
        }
        List<Seen> rung =
                outcome(entered, "CONNECT").stream().filter(p -> p.ring >= 0).toList();
        assertThat(figures.ringKnown()).as(queue).isEqualTo(rung.size());
        assertThat(figures.ringSeconds())
                .isEqualTo(rung.stream().mapToLong(p -> p.ring).sum());
        long inTime =
                outcome(entered, "CONNECT").stream().filter(p -> p.wait <= 20).count();
        assertThat(figures.answeredWithin()).as(queue).isEqualTo((int) inTime);
    }

    private static void agentsAgree(Figures whole, RowRecount rows, ChatRecount chats) {
        whole.agents().forEach((agent, figures) -> {
            Set<Long> login = rows.loginSeconds.getOrDefault(agent, Set.of());
            Set<Long> breaks = rows.breakSeconds.getOrDefault(agent, Set.of());
            Set<Long> pauses = rows.pauseSeconds.getOrDefault(agent, Set.of());
            assertThat(figures.login()).as(agent).isEqualTo(login.size());
            assertThat(figures.breakTime()).as(agent).isEqualTo(breaks.size());
            assertThat(figures.pause())
                    .as(agent)
                    .isEqualTo(pauses.stream().filter(s -> !breaks.contains(s)).count());
            List<Seen> taken =
                    rows.passages.stream().filter(p -> agent.equals(p.agent)).toList();
            List<ChatRecount.Stretch> written = chats.stretches.stream()
                    .filter(stretch -> stretch.agent().equals(agent))
                    .toList();
            assertThat(figures.answered())
                    .as(agent)
                    .isEqualTo(taken.size()
                            + (int) chats.passages.stream()
                                    .filter(p -> agent.equals(p.agent))
                                    .count());
            assertThat(figures.talk())
                    .as(agent)
                    .isEqualTo(taken.stream().mapToLong(p -> p.end - p.connect).sum()
                            + rows.dialled.getOrDefault(agent, 0L)
                            + written.stream().mapToLong(s -> s.to() - s.from()).sum());
            assertThat(figures.transfersTaken()).isEqualTo(chats.counts.getOrDefault("ATTENDED " + agent, 0));
            Set<Long> busy = new HashSet<>();
            taken.forEach(p -> add(busy, p.connect, p.end));
            written.forEach(s -> add(busy, s.from(), s.to()));
            rows.ownTime.getOrDefault(agent, List.of()).forEach(span -> add(busy, span[0], span[1]));
            assertThat(figures.busy()).as(agent).isEqualTo(busy.size());
            assertThat(figures.hold())
                    .as(agent)
                    .isEqualTo(taken.stream().mapToLong(Seen::holdSeconds).sum());
            assertThat(figures.wrapUp()).as(agent).isEqualTo(rows.agentUsed.getOrDefault(agent, 0L));
            assertThat(figures.ringNoAnswer()).isEqualTo(rows.counts.getOrDefault("RINGNOANSWER" + agent, 0));
            assertThat(figures.ringRefused()).isEqualTo(rows.counts.getOrDefault("RINGNOANSWER0" + agent, 0));
            assertThat(figures.agentDump()).isEqualTo(rows.counts.getOrDefault("AGENTDUMP" + agent, 0));
        });
    }

    private static void add(Set<Long> seconds, long from, long to) {
        for (long second = from; second < to; second++) {
            seconds.add(second);
        }
    }

    private static List<Seen> outcome(List<Seen> passages, String outcome) {
        return passages.stream().filter(p -> p.outcome.equals(outcome)).toList();
    }
}
