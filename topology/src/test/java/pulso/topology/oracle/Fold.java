package pulso.topology.oracle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.Distribution;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.webhook.WebhookEvent;
import pulso.topology.CentreOutput;

/** Keeps the latest of what the folds give, and tells it as {@link Figures}. */
final class Fold implements CentreOutput {
    private static final List<String> PASSAGE_FACTS = List.of(
            "enter",
            "outcome",
            "waitSeconds",
            "agent",
            "lastAgent",
            "agentTransfers",
            "ringSeconds",
            "endType",
            "talkEnd",
            "talkSeconds",
            "holdSeconds",
            "wrapUpSeconds",
            "messages",
            "rating",
            "sinceLastContactSeconds",
            "recovered",
            "reconstructed");
    private static final Map<Class<?>, List<Method>> COUNTS = new HashMap<>();
    private static final List<Method> FACTS =
            PASSAGE_FACTS.stream().map(name -> component(Passage.class, name)).toList();

    private final Map<List<Object>, Passage> passages = new LinkedHashMap<>();
    private final Map<List<Object>, QueueMinute> queueMinutes = new LinkedHashMap<>();
    private final Map<List<Object>, AgentMinute> agentMinutes = new LinkedHashMap<>();
    final List<RejectedRow> rejected = new ArrayList<>();
    final List<WebhookEvent> events = new ArrayList<>();
    /** How many values the folds gave: a row that changes nothing gives none. */
    int given;

    /** The facts of a passage in words, in the order of their names; nothing is said of what it has not. */
    static String facts(List<?> values) {
        var text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            var value = String.valueOf(values.get(i));
            boolean isNothing = value.equals("null") || value.equals("false");
            if (!isNothing && !(PASSAGE_FACTS.get(i).equals("agentTransfers") && value.equals("0"))) {
                text.append(PASSAGE_FACTS.get(i)).append('=').append(value).append(' ');
            }
        }
        return text.toString().strip();
    }

    @Override
    public void event(WebhookEvent event) {
        events.add(event);
    }

    Figures figures() {
        var figures = new Figures();
        for (var minute : queueMinutes.values()) {
            var counts = counts(minute);
            counts.forEach(
                    (name, count) -> figures.queue(minute.channel(), minute.queue(), minute.minute(), name, count));
        }
        for (var minute : agentMinutes.values()) {
            counts(minute)
                    .forEach((name, count) ->
                            figures.agent(minute.agent(), minute.queue(), minute.minute(), name, count));
        }
        for (var passage : passages.values()) {
            var values = new ArrayList<Object>();
            FACTS.forEach(fact -> values.add(value(fact, passage)));
            figures.passage(
                    passage.channel(), passage.interaction(), passage.queue(), passage.ordinal(), facts(values));
        }
        return figures;
    }

    /** Buckets in which offered is not the sum of what can become of an offered passage. */
    List<QueueMinute> brokenIdentities() {
        return queueMinutes.values().stream()
                .filter(minute -> minute.offered()
                                != minute.answered()
                                        + minute.abandoned()
                                        + minute.exitedKey()
                                        + minute.exitedTimeout()
                                        + minute.exitedEmpty()
                                        + minute.withdrawn()
                                        + minute.system()
                                        + minute.open()
                        || minute.received() != minute.offered() + minute.refused())
                .toList();
    }

    private static Map<String, Long> counts(Record minute) {
        var counts = new TreeMap<String, Long>();
        for (var method : COUNTS.computeIfAbsent(minute.getClass(), Fold::countsOf)) {
            switch (value(method, minute)) {
                case Long count -> {
                    if (count != 0) {
                        counts.put(method.getName(), count);
                    }
                }
                case Distribution waits ->
                    waits.counts()
                            .forEach(wait ->
                                    counts.put(method.getName() + '[' + wait.seconds() + ']', (long) wait.count()));
                case Object other -> throw new IllegalStateException(method + " gives " + other);
            }
        }
        return counts;
    }

    private static List<Method> countsOf(Class<?> type) {
        var methods = new ArrayList<Method>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == long.class || component.getType() == Distribution.class) {
                methods.add(component.getAccessor());
            }
        }
        return methods;
    }

    private static Method component(Class<?> type, String name) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(name)) {
                return component.getAccessor();
            }
        }
        throw new IllegalStateException(type + " has no " + name);
    }

    private static Object value(Method accessor, Object record) {
        try {
            var value = accessor.invoke(record);
            return value == null ? "null" : value;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void passage(Passage passage) {
        given++;
        passages.put(key(passage), passage);
    }

    @Override
    public void withdrawn(Passage passage) {
        given++;
        passages.remove(key(passage));
    }

    private static List<Object> key(Passage passage) {
        return List.of(passage.channel(), passage.interaction(), passage.queue(), passage.ordinal());
    }

    @Override
    public void minute(QueueMinute minute) {
        given++;
        queueMinutes.put(List.of(minute.channel(), minute.queue(), minute.minute()), minute);
    }

    @Override
    public void minute(AgentMinute minute) {
        given++;
        agentMinutes.put(List.of(minute.agent(), minute.queue(), minute.minute()), minute);
    }

    @Override
    public void state(AgentState state) {}

    @Override
    public void closed(AgentInterval interval) {
        given++;
    }

    @Override
    public void superseded(AgentInterval interval) {
        given++;
    }

    @Override
    public void rejected(RejectedRow row) {
        rejected.add(Objects.requireNonNull(row));
    }

    @Override
    public void list(DialerList list) {}

    @Override
    public void gone(DialerList list) {}

    @Override
    public void progress(Heartbeat heartbeat) {}
}
