package pulso.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.kpi.AgentFigures;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.wire.JsonKey;

/** Keeps the latest value under each key, as a reader of the derived topics would. */
final class Collected implements CentreOutput {
    final SortedMap<String, Passage> passages = new TreeMap<>();
    final SortedMap<String, QueueMinute> queueMinutes = new TreeMap<>();
    final SortedMap<String, AgentMinute> agentMinutes = new TreeMap<>();
    final SortedMap<String, AgentState> agents = new TreeMap<>();
    final SortedMap<String, AgentInterval> intervals = new TreeMap<>();
    final SortedMap<String, DialerList> dialerLists = new TreeMap<>();
    final List<RejectedRow> rejected = new ArrayList<>();
    final List<WebhookEvent> events = new ArrayList<>();

    QueueFigures queue(String name, Instant from, Instant to) {
        return queue(Channel.TELEPHONY, name, from, to);
    }

    QueueFigures queue(Channel channel, String name, Instant from, Instant to) {
        var figures = new QueueFigures();
        queueMinutes.values().stream()
                .filter(minute ->
                        minute.channel() == channel && minute.queue().equals(name) && isIn(minute.minute(), from, to))
                .forEach(figures::add);
        return figures;
    }

    AgentFigures agent(String name, Instant from, Instant to) {
        var figures = new AgentFigures();
        agentMinutes.values().stream()
                .filter(minute -> minute.agent().equals(name) && isIn(minute.minute(), from, to))
                .forEach(figures::add);
        return figures;
    }

    private static boolean isIn(Instant minute, Instant from, Instant to) {
        return !minute.isBefore(from) && minute.isBefore(to);
    }

    @Override
    public void passage(Passage passage) {
        passages.put(text(RecordKeys.of(passage)), passage);
    }

    @Override
    public void list(DialerList list) {
        dialerLists.put(text(RecordKeys.of(list)), list);
    }

    @Override
    public void gone(DialerList list) {
        dialerLists.remove(text(RecordKeys.of(list)));
    }

    @Override
    public void withdrawn(Passage passage) {
        passages.remove(text(RecordKeys.of(passage)));
    }

    @Override
    public void minute(QueueMinute minute) {
        queueMinutes.put(text(RecordKeys.of(minute)), minute);
    }

    @Override
    public void minute(AgentMinute minute) {
        agentMinutes.put(text(RecordKeys.of(minute)), minute);
    }

    @Override
    public void state(AgentState state) {
        agents.put(state.agent(), state);
    }

    @Override
    public void closed(AgentInterval interval) {
        intervals.put(text(RecordKeys.of(interval)), interval);
    }

    @Override
    public void superseded(AgentInterval interval) {
        intervals.remove(text(RecordKeys.of(interval)));
    }

    @Override
    public void rejected(RejectedRow row) {
        rejected.add(row);
    }

    @Override
    public void progress(Heartbeat heartbeat) {}

    @Override
    public void event(WebhookEvent event) {
        events.add(event);
    }

    private static String text(JsonKey key) {
        return key.parts().toString();
    }
}
