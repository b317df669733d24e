package pulso.topology.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.passage.Channel;
import pulso.topology.agent.AgentMinutes;
import pulso.topology.bulk.Contacts.Contact;
import pulso.topology.passage.Ages;
import pulso.topology.passage.CallRows;
import pulso.topology.passage.Derived;
import pulso.topology.passage.PassageFold;
import pulso.topology.passage.Restart;

/**
 * Derives interactions that are over and keeps the sum of what they give. What may still be paired with another
 * interaction is set aside. Confined to one thread; many of them work side by side.
 */
final class Derivation {
    private final Setting setting;
    private final QueueParts queues;
    private final List<AgentMinute> agentParts = new ArrayList<>();
    private final AgentMinutes agents;
    private final List<AgentInterval> busy = new ArrayList<>();
    private final List<QueueEvent> unusable = new ArrayList<>();
    private final List<Derived> open = new ArrayList<>();
    private final List<Contact> contacts = new ArrayList<>();
    private final List<Unpaired> setAside = new ArrayList<>();
    private long duplicates;

    /**
     * What the fold of an interaction needs besides its rows.
     *
     * @param now the log's time
     * @param ratings of calls by their callid
     */
    record Setting(
            String source,
            Blocks blocks,
            Restart.Log restarts,
            Instant now,
            Map<String, Double> ratings,
            Duration bucket) {
        /** After so long without a row, what follows under the same name is another interaction. */
        static Duration gap(Channel channel) {
            return Ages.lifetime(channel).plusDays(1);
        }
    }

    /** An interaction with an end without a conversation, or a conversation without an end. */
    static final class Unpaired {
        CallRows call;
        Derived derived;

        Unpaired(CallRows call, Derived derived) {
            this.call = call;
            this.derived = derived;
        }
    }

    Derivation(Setting setting) {
        this.setting = setting;
        this.queues = new QueueParts(setting.bucket());
        this.agents = new AgentMinutes(setting.source(), setting.bucket(), new NoState<>(), agentParts::add);
    }

    void addAll(List<Interaction> interactions) {
        for (var interaction : interactions) {
            add(interaction);
        }
    }

    private void add(Interaction interaction) {
        var rows = rows(interaction);
        var gap = Setting.gap(interaction.channel);
        int from = 0;
        for (int i = 1; i < rows.size(); i++) {
            var quiet = Duration.between(rows.get(i - 1).at(), rows.get(i).at());
            if (quiet.compareTo(gap) > 0) {
                derive(interaction, rows.subList(from, i));
                from = i;
            }
        }
        if (from < rows.size()) {
            derive(interaction, rows.subList(from, rows.size()));
        }
    }

    /** In the order of the log, each once. */
    private List<QueueEvent> rows(Interaction interaction) {
        var rows = new ArrayList<QueueEvent>(interaction.count);
        boolean inOrder = true;
        String name = null;
        for (int i = 0; i < interaction.count; i++) {
            var row = setting.blocks().event(interaction.places[i], name);
            if (row != null) {
                name = row.interaction();
                inOrder &= rows.isEmpty() || rows.getLast().compareTo(row) <= 0;
                rows.add(row);
            }
        }
        for (var row : interaction.decoded()) {
            inOrder = false;
            rows.add(row);
        }
        if (!inOrder) {
            rows.sort(Comparator.naturalOrder());
        }
        for (int i = rows.size() - 1; i > 0; i--) {
            if (RowSets.isToldBefore(rows, i)) {
                rows.remove(i);
                duplicates++;
            }
        }
        rows.removeIf(row -> row.kind() == EventKind.NOTED);
        return rows;
    }

    private void derive(Interaction interaction, List<QueueEvent> rows) {
        var name = interaction.name(rows);
        boolean isCall = interaction.channel == Channel.TELEPHONY;
        var rating = isCall ? setting.ratings().get(name) : null;
        var call = new CallRows(
                interaction.channel,
                name,
                rows,
                null,
                List.of(),
                rating,
                null,
                rows.getLast().at());
        var derived = derive(call);
        if (isCall && Pairing.concerns(derived)) {
            setAside.add(new Unpaired(call, derived));
        } else {
            count(call, derived);
        }
    }

    Derived derive(CallRows call) {
        var restarts = call.channel() == Channel.TELEPHONY ? setting.restarts() : Restart.Log.NONE;
        return PassageFold.derive(
                setting.source(), call, restarts, setting.now(), FoldParameters.DEFAULT.longest(call.channel()));
    }

    void count(CallRows call, Derived derived) {
        for (var passage : derived.passages()) {
            queues.add(passage);
            agents.add(passage, 1);
        }
        for (var moment : derived.moments()) {
            queues.add(moment);
            agents.add(moment, 1);
        }
        for (var interval : derived.intervals()) {
            agents.add(interval, 1);
            if (interval.kind() != IntervalKind.HOLD) {
                busy.add(interval);
            }
        }
        unusable.addAll(derived.unusable());
        var contact = Contact.of(call, derived);
        if (contact != null) {
            contacts.add(contact);
        }
        if (!derived.busy().isEmpty()) {
            open.add(derived);
        }
    }

    List<Unpaired> setAside() {
        return setAside;
    }

    /** What goes on when the log ends. */
    List<Derived> open() {
        return open;
    }

    void giveTo(BusyTime busyTime, Contacts all, BulkOutput output) {
        contacts.forEach(all::add);
        queues.giveTo(setting.source(), output);
        agents.flush();
        agentParts.forEach(output::minute);
        agentParts.clear();
        busyTime.addAll(busy);
        unusable.forEach(output::unusable);
        for (long i = 0; i < duplicates; i++) {
            output.duplicate();
        }
    }
}
