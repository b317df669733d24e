package pulso.topology.stream;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.StoreBuilder;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.kpi.QueueMinute;
import pulso.topology.agent.AgentFile;
import pulso.topology.agent.AgentHour;
import pulso.topology.agent.SessionRows;
import pulso.topology.intake.TableClock;
import pulso.topology.passage.CallRows;
import pulso.topology.passage.CallerContacts;
import pulso.topology.passage.GuidLink;
import pulso.topology.passage.Marker;
import pulso.topology.passage.Restart;
import pulso.topology.passage.Seats;
import pulso.topology.webhook.InteractionFile;
import pulso.topology.webhook.JudgedMinute;
import pulso.topology.webhook.OpenBreak;

/** The stores of the topology: names and what is in them. */
final class Stores {
    static final String CLOCKS = "intake.clocks";
    static final String CALLS = "passages.calls";
    static final String GUIDS = "passages.guids";
    static final String SEATS = "passages.seats";
    static final String OPEN = "passages.open";
    static final String BY_HOUR = "passages.by-hour";
    static final String CALLERS = "passages.callers";
    static final String TIMES = "passages.times";
    static final String DIALER_LISTS = "dialer.lists";
    static final String CALL_RESTARTS = "passages.restarts";
    static final String QUEUE_MINUTES = "queue-minutes.buckets";
    static final String AGENT_FILES = "agents.files";
    static final String AGENT_SESSIONS = "agents.sessions";
    static final String AGENT_INTERVALS = "agents.intervals";
    static final String AGENT_HOURS = "agents.hours";
    static final String AGENT_RESTARTS = "agents.restarts";

    static final String WEBHOOK_FILES = "webhooks.files";
    static final String WEBHOOK_DUE = "webhooks.due";
    static final String WEBHOOK_ROWS = "webhooks.rows";
    static final String WEBHOOK_BREAKS = "webhooks.breaks";
    static final String WEBHOOK_WAITING = "webhooks.waiting";
    static final String WEBHOOK_JUDGED = "webhooks.judged";
    static final String WEBHOOK_ALERTS = "webhooks.alerts";

    /** How the names of those begin that only events need. */
    static final String WEBHOOKS = "webhooks.";

    private static final Map<String, Class<? extends Record>> TYPES = Map.ofEntries(
            Map.entry(CLOCKS, TableClock.class),
            Map.entry(CALLS, CallRows.class),
            Map.entry(GUIDS, GuidLink.class),
            Map.entry(SEATS, Seats.class),
            Map.entry(OPEN, Marker.class),
            Map.entry(BY_HOUR, Marker.class),
            Map.entry(CALLERS, CallerContacts.class),
            Map.entry(TIMES, Marker.class),
            Map.entry(DIALER_LISTS, DialerList.class),
            Map.entry(CALL_RESTARTS, Restart.Log.class),
            Map.entry(QUEUE_MINUTES, QueueMinute.class),
            Map.entry(AGENT_FILES, AgentFile.class),
            Map.entry(AGENT_SESSIONS, SessionRows.class),
            Map.entry(AGENT_INTERVALS, AgentInterval.class),
            Map.entry(AGENT_HOURS, AgentHour.class),
            Map.entry(AGENT_RESTARTS, Restart.Log.class),
            Map.entry(WEBHOOK_FILES, InteractionFile.class),
            Map.entry(WEBHOOK_DUE, Marker.class),
            Map.entry(WEBHOOK_ROWS, Marker.class),
            Map.entry(WEBHOOK_BREAKS, OpenBreak.class),
            Map.entry(WEBHOOK_WAITING, Marker.class),
            Map.entry(WEBHOOK_JUDGED, JudgedMinute.class),
            Map.entry(WEBHOOK_ALERTS, Marker.class));

    private Stores() {}

    static Set<String> names() {
        return new TreeSet<>(TYPES.keySet());
    }

    static StoreBuilder<?> builder(String name) {
        var type = TYPES.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no store " + name);
        }
        return new ObjectStoreBuilder<>(name, type);
    }
}
