package pulso.wallboard;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.agent.AgentQueue;
import pulso.schemas.agent.AgentState;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.Distribution;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;

/** Records of the derived topics as a small contact centre in Montevideo would have them. */
final class Samples {
    static final String SOURCE = "ucontact";
    static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    static final String SALES = "Ventas<-";
    static final String SUPPORT = "Soporte<-";

    private Samples() {}

    static Passage waiting(String queue, String interaction, Instant enter) {
        return passage(queue, interaction, enter, Outcome.OPEN, null, null, null);
    }

    static Passage talking(String queue, String interaction, Instant enter, Instant connected, String agent) {
        return passage(queue, interaction, enter, Outcome.ANSWERED, connected, agent, null);
    }

    static Passage ended(
            String queue, String interaction, Instant enter, Instant connected, Instant end, String agent) {
        return passage(queue, interaction, enter, Outcome.ANSWERED, connected, agent, end);
    }

    private static Passage passage(
            String queue,
            String interaction,
            Instant enter,
            Outcome outcome,
            @Nullable Instant waitEnd,
            @Nullable String agent,
            @Nullable Instant talkEnd) {
        return new Passage(
                SOURCE,
                Channel.TELEPHONY,
                interaction,
                queue,
                1,
                Direction.of(queue),
                enter,
                outcome,
                waitEnd,
                waitEnd == null ? null : (Long) (waitEnd.getEpochSecond() - enter.getEpochSecond()),
                agent,
                null,
                talkEnd,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                0,
                1L,
                null,
                null,
                "099123456",
                null,
                null,
                0,
                null,
                null,
                null,
                false,
                false,
                false,
                enter);
    }

    /** The same in another centre. */
    @SuppressWarnings("unchecked")
    static <T extends Record> T in(String source, T record) {
        try {
            var components = record.getClass().getRecordComponents();
            var types = new Class<?>[components.length];
            var values = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = components[i].getName().equals("source")
                        ? source
                        : components[i].getAccessor().invoke(record);
            }
            return (T) record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Passage ringing(Passage waiting, String agent, Instant since) {
        return new Passage(
                waiting.source(),
                waiting.channel(),
                waiting.interaction(),
                waiting.queue(),
                waiting.ordinal(),
                waiting.direction(),
                waiting.enter(),
                waiting.outcome(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                agent,
                since,
                0,
                0,
                0,
                waiting.position(),
                null,
                null,
                waiting.caller(),
                null,
                null,
                0,
                null,
                null,
                null,
                false,
                false,
                false,
                since);
    }

    /** What happened in one minute of a queue, as far as a test cares. */
    record Minute(List<Integer> answeredWaits, List<Integer> abandonedWaits, long open, long talk, long wrapUp) {}

    static QueueMinute queueMinute(String queue, Instant minute, Minute what) {
        return queueMinute(new QueueKey(SOURCE, Channel.TELEPHONY, queue), minute, what);
    }

    static QueueMinute queueMinute(QueueKey key, Instant minute, Minute what) {
        long answered = what.answeredWaits().size();
        long abandoned = what.abandonedWaits().size();
        long offered = answered + abandoned + what.open();
        long wrapUps = what.wrapUp() > 0 ? answered : 0;
        return new QueueMinute(
                key.source(),
                key.channel(),
                key.queue(),
                Direction.of(key.queue()),
                minute,
                offered,
                offered,
                0,
                0,
                0,
                0,
                0,
                what.open(),
                answered,
                abandoned,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                distribution(what.answeredWaits()),
                distribution(what.abandonedWaits()),
                Distribution.NONE,
                Distribution.NONE,
                Distribution.NONE,
                Distribution.NONE,
                answered,
                answered,
                what.talk(),
                0,
                wrapUps,
                what.wrapUp(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    static AgentMinute session(String agent, Instant minute, long login, long pause, long busy) {
        return new AgentMinute(SOURCE, agent, "", minute, login, 0, pause, busy, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    static AgentMinute work(String agent, String queue, Instant minute, long talk, long wrapUp, long answered) {
        return new AgentMinute(SOURCE, agent, queue, minute, 0, 0, 0, 0, talk, 0, wrapUp, answered, 0, 0, 0, 0, 0, 0);
    }

    static AgentState available(String agent, Instant login, Instant since, String... queues) {
        return agent(agent, AgentActivity.AVAILABLE, since, login, List.of(), queues);
    }

    static AgentState agent(
            String agent,
            AgentActivity activity,
            Instant since,
            Instant login,
            List<AgentLine> lines,
            String... queues) {
        return new AgentState(
                SOURCE,
                agent,
                activity,
                since,
                null,
                null,
                null,
                lines.isEmpty() ? null : lines.getFirst().queue(),
                login,
                activity == AgentActivity.ON_BREAK ? since : null,
                activity == AgentActivity.ON_BREAK ? "LUNCH" : null,
                activity == AgentActivity.PAUSED ? since : null,
                lines,
                queues(queues));
    }

    static AgentState wrappingUp(String agent, Instant since, Instant until, Instant login, String queue) {
        return new AgentState(
                SOURCE,
                agent,
                AgentActivity.WRAP_UP,
                since,
                until,
                AgentActivity.AVAILABLE,
                until,
                queue,
                login,
                null,
                null,
                null,
                List.of(new AgentLine(Channel.TELEPHONY, queue, "w-" + agent, AgentActivity.WRAP_UP, since, until)),
                queues(queue));
    }

    static Distribution distribution(List<Integer> seconds) {
        var counts = new TreeMap<Integer, Integer>();
        seconds.forEach(each -> counts.merge(each, 1, Integer::sum));
        return new Distribution(counts.entrySet().stream()
                .map(entry -> new Distribution.SecondCount(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static List<AgentQueue> queues(String... queues) {
        return Arrays.stream(queues).map(queue -> new AgentQueue(queue, false)).toList();
    }
}
