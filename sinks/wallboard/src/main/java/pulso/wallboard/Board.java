package pulso.wallboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.kpi.AgentFigures;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.passage.Passage;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingsBook;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.RecordCodec;

/**
 * The derived topics' latest state in memory: open passages, agents, minutes. Whoever reads or writes holds its monitor;
 * {@link #version()} grows with every batch that changed something.
 */
final class Board {
    private static final RecordCodec<QueueMinute> QUEUE_MINUTES = RecordCodec.of(QueueMinute.class);
    private static final RecordCodec<AgentMinute> AGENT_MINUTES = RecordCodec.of(AgentMinute.class);

    private final AvroWire wire;
    private final Duration memory;
    private final Map<QueueKey, QueueEntry> queues = new TreeMap<>();
    private final Map<AgentKey, AgentEntry> agents = new TreeMap<>();
    private final Map<String, Passage> openByKey = new HashMap<>();
    private final Map<String, Heartbeat> progress = new HashMap<>();
    private final Map<String, SourceStatus> statuses = new HashMap<>();
    private final Map<String, DialerList> dialerLists = new TreeMap<>();
    private final ServiceTarget fallback;
    private SettingsBook settings;
    private long settingsChanged;
    private long version;
    private long takenOver;
    private long unreadable;
    private boolean whole;

    /** What is known of a queue. */
    static final class QueueEntry {
        private final MinuteHistory<QueueFigures> minutes;
        private long changed;

        private QueueEntry(MinuteHistory<QueueFigures> minutes) {
            this.minutes = minutes;
        }

        MinuteHistory<QueueFigures> minutes() {
            return minutes;
        }

        /** The board's version at which a minute changed last. */
        long changed() {
            return changed;
        }
    }

    /** What is known of an agent. */
    static final class AgentEntry {
        private final Map<String, MinuteHistory<AgentFigures>> minutesByQueue = new TreeMap<>();
        private @Nullable AgentState state;
        private long changed;

        @Nullable
        AgentState state() {
            return state;
        }

        /** Minutes by queue; under the empty name those that know no queue. */
        Map<String, MinuteHistory<AgentFigures>> minutesByQueue() {
            return minutesByQueue;
        }

        long changed() {
            return changed;
        }
    }

    /**
     * @param fallback the target of queues about which no setting says anything
     */
    Board(AvroWire wire, Duration memory, ServiceTarget fallback) {
        this.wire = wire;
        this.memory = memory;
        this.fallback = fallback;
        this.settings = new SettingsBook(fallback);
    }

    synchronized void clear() {
        queues.clear();
        agents.clear();
        openByKey.clear();
        progress.clear();
        statuses.clear();
        dialerLists.clear();
        settings = new SettingsBook(fallback);
        settingsChanged = version;
        whole = false;
        unreadable = 0;
        version++;
        notifyAll();
    }

    /** What another board holds, instead of all that this one held: nothing of that board may be changed afterwards. */
    synchronized void takeOver(Board other) {
        synchronized (other) {
            version++;
            takenOver = version;
            replace(queues, other.queues);
            replace(agents, other.agents);
            replace(openByKey, other.openByKey);
            replace(progress, other.progress);
            replace(statuses, other.statuses);
            replace(dialerLists, other.dialerLists);
            settings = other.settings;
            settingsChanged = version;
            unreadable = other.unreadable;
            whole = other.whole;
            queues.values().forEach(entry -> entry.changed = version);
            agents.values().forEach(entry -> entry.changed = version);
        }
        notifyAll();
    }

    private static <K, V> void replace(Map<K, V> old, Map<K, V> other) {
        old.clear();
        old.putAll(other);
    }

    /** The version at which all was replaced last: whoever has read an earlier one reads everything again. */
    synchronized long takenOver() {
        return takenOver;
    }

    /** Whether it knows of every source up to the moment that another board knows of, or little less. */
    synchronized boolean isAsFreshAs(Board other, Duration little) {
        for (var heartbeat : other.progress.values()) {
            var own = progress.get(heartbeat.source());
            if (own == null || own.saidAt().isBefore(heartbeat.saidAt().minus(little))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it knows of every source of another board up to a moment. */
    synchronized boolean isComplete(Board other, Instant moment) {
        return other.progress.keySet().stream()
                .map(progress::get)
                .allMatch(heartbeat -> heartbeat != null && heartbeat.saidAt().isAfter(moment));
    }

    /** Decides as another board does. */
    synchronized void adopt(SettingsBook others) {
        settings = others;
    }

    /** Shows a queue though nothing is known of it. */
    synchronized void show(QueueKey key) {
        queue(key);
    }

    /** All that the topics held is in: from now on the board may be shown. */
    synchronized void markWhole() {
        whole = true;
        version++;
        notifyAll();
    }

    synchronized boolean isWhole() {
        return whole;
    }

    /** What is put from here on counts as newer than the version before. */
    synchronized void beginBatch() {
        version++;
    }

    /** Lets those go on who wait for a change. */
    synchronized void endBatch() {
        notifyAll();
    }

    synchronized void putPassage(String key, Passage passage) {
        if (passage.isWaiting() || passage.isInService()) {
            openByKey.put(key, passage);
            queue(new QueueKey(passage.source(), passage.channel(), passage.queue()));
        } else {
            openByKey.remove(key);
        }
        // An agent's running time is told by the passage as well as by the agent's lines.
        touch(passage.source(), passage.agent());
    }

    synchronized void removePassage(String key) {
        var passage = openByKey.remove(key);
        if (passage != null) {
            touch(passage.source(), passage.agent());
        }
    }

    synchronized void putAgent(AgentState state) {
        var entry = agent(new AgentKey(state.source(), state.agent()));
        entry.state = state;
        entry.changed = version;
    }

    synchronized void removeAgent(AgentKey key) {
        var entry = agents.get(key);
        if (entry != null) {
            entry.state = null;
            entry.changed = version;
        }
    }

    /** Decodes it once, so that what is kept is known to be readable. */
    synchronized void putQueueMinute(QueueKey key, Instant minute, byte[] value, Instant now) {
        wire.decode(QUEUE_MINUTES, value);
        if (minute.isAfter(now.minus(memory))) {
            var entry = queue(key);
            entry.minutes.put(minute, value);
            entry.changed = version;
        }
    }

    synchronized void removeQueueMinute(QueueKey key, Instant minute) {
        var entry = queues.get(key);
        if (entry != null) {
            entry.minutes.remove(minute);
            entry.changed = version;
        }
    }

    synchronized void putAgentMinute(AgentKey key, String queue, Instant minute, byte[] value, Instant now) {
        wire.decode(AGENT_MINUTES, value);
        if (minute.isAfter(now.minus(memory))) {
            var entry = agent(key);
            entry.minutesByQueue.computeIfAbsent(queue, _ -> agentMinutes()).put(minute, value);
            entry.changed = version;
        }
    }

    synchronized void removeAgentMinute(AgentKey key, String queue, Instant minute) {
        var entry = agents.get(key);
        var minutes = entry == null ? null : entry.minutesByQueue.get(queue);
        if (entry != null && minutes != null) {
            minutes.remove(minute);
            entry.changed = version;
        }
    }

    synchronized void putProgress(Heartbeat heartbeat) {
        progress.put(heartbeat.source(), heartbeat);
    }

    synchronized void putStatus(SourceStatus status) {
        statuses.put(status.source(), status);
    }

    synchronized void putDialerList(String key, DialerList list) {
        dialerLists.put(key, list);
    }

    synchronized void removeDialerList(String key) {
        dialerLists.remove(key);
    }

    synchronized void putSetting(Setting setting) {
        settings.put(setting);
        markSettingsChanged();
    }

    synchronized void removeSetting(String source, Setting.Kind kind, String subject) {
        settings.remove(source, kind, subject);
        markSettingsChanged();
    }

    /** Groups and names decide which agents are shown, and how. */
    private void markSettingsChanged() {
        settingsChanged = version;
        agents.values().forEach(entry -> entry.changed = version);
    }

    synchronized SettingsBook settings() {
        return settings;
    }

    /** The board's version at which a setting changed last. */
    synchronized long settingsChanged() {
        return settingsChanged;
    }

    synchronized void countUnreadable() {
        unreadable++;
    }

    /** Records that could not be read and are therefore in no figure. */
    synchronized long unreadable() {
        return unreadable;
    }

    /** Drops minutes that are older than what is held. */
    synchronized void forgetOld(Instant now) {
        var oldest = now.minus(memory);
        queues.values().forEach(entry -> entry.minutes.forgetBefore(oldest));
        agents.values().forEach(entry -> {
            entry.minutesByQueue.values().forEach(minutes -> minutes.forgetBefore(oldest));
            entry.minutesByQueue.values().removeIf(MinuteHistory::isEmpty);
        });
        agents.values().removeIf(entry -> entry.state == null && entry.minutesByQueue.isEmpty());
        var open = new HashSet<QueueKey>();
        openByKey.values().forEach(p -> open.add(new QueueKey(p.source(), p.channel(), p.queue())));
        queues.entrySet().removeIf(entry -> entry.getValue().minutes.isEmpty() && !open.contains(entry.getKey()));
    }

    synchronized long version() {
        return version;
    }

    /** Returns once something is newer than {@code seen}, or after the time given. */
    synchronized void awaitNewerThan(long seen, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (version <= seen) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    Map<QueueKey, QueueEntry> queues() {
        return queues;
    }

    Map<AgentKey, AgentEntry> agents() {
        return agents;
    }

    Collection<Passage> openPassages() {
        return openByKey.values();
    }

    Collection<DialerList> dialerLists() {
        return dialerLists.values();
    }

    @Nullable
    Heartbeat progress(String source) {
        return progress.get(source);
    }

    @Nullable
    SourceStatus status(String source) {
        return statuses.get(source);
    }

    private void touch(String source, @Nullable String agent) {
        var entry = agent == null ? null : agents.get(new AgentKey(source, agent));
        if (entry != null) {
            entry.changed = version;
        }
    }

    private QueueEntry queue(QueueKey key) {
        return queues.computeIfAbsent(
                key,
                _ -> new QueueEntry(new MinuteHistory<>(
                        QueueFigures::new,
                        (sum, value) -> sum.add(wire.decode(QUEUE_MINUTES, value)),
                        QueueFigures::add)));
    }

    private AgentEntry agent(AgentKey key) {
        return agents.computeIfAbsent(key, _ -> new AgentEntry());
    }

    private MinuteHistory<AgentFigures> agentMinutes() {
        return new MinuteHistory<>(
                AgentFigures::new, (sum, value) -> sum.add(wire.decode(AGENT_MINUTES, value)), AgentFigures::add);
    }
}
