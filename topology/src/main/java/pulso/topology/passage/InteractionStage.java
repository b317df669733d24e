package pulso.topology.passage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;
import pulso.topology.passage.Seats.StrayEnd;
import pulso.topology.state.Keys;

/**
 * Collects the rows of each interaction and says what follows from them, each time something changes.
 *
 * <p>Afterwards every row that names or is linked to an interaction stands in exactly one {@link CallRows}. No result
 * depends on the order in which tables or callids arrive: a wrap-up that knows only its guid waits under the guid until
 * the link is known, and a stray end waits at its agent's seat until the conversation it ends is there.
 */
public final class InteractionStage {
    /** How long an interaction is remembered after its last row: later rows of it are late. */
    static final Duration VOICE_LIFETIME = Duration.ofDays(1);

    private static final Duration VOICE_MAX_AGE = Duration.ofHours(6);
    private static final String BY_GUID = "guid:";
    private static final String BY_ROW = "row:";

    private final String source;
    private final InteractionState state;
    private final Restarts restarts;
    private final Seating seating;
    private final Consumer<InteractionChange> changes;

    public InteractionStage(String source, InteractionState state, Consumer<InteractionChange> changes) {
        this.source = source;
        this.state = state;
        this.restarts = new Restarts(state.restarts());
        this.seating = new Seating(state.seats());
        this.changes = changes;
    }

    /** Takes one row in. A row that is already known changes nothing. */
    public void add(QueueEvent row, Instant now) {
        if (row.kind() == EventKind.PHONE_LINK || row.kind() == EventKind.PHONE_RING) {
            linkByRow(row, now);
        }
        var interaction = owner(row);
        var call = load(interaction, row);
        if (!call.holds(row)) {
            change(call, call.with(row), now);
        }
    }

    /** Takes rows in together: the same as one by one, but what follows is said once for all rows of an interaction. */
    public void addAll(List<QueueEvent> rows, Instant now) {
        var groups = new LinkedHashMap<String, List<QueueEvent>>();
        for (var row : rows) {
            if (row.kind() == EventKind.PHONE_LINK || row.kind() == EventKind.PHONE_RING) {
                linkByRow(row, now);
            }
        }
        for (var row : rows) {
            groups.computeIfAbsent(owner(row), _ -> new ArrayList<>()).add(row);
        }
        groups.forEach((interaction, group) -> addGroup(interaction, group, now));
    }

    private void addGroup(String interaction, List<QueueEvent> group, Instant now) {
        var call = load(interaction, group.getFirst());
        var after = call;
        var moved = new ArrayList<QueueEvent>();
        for (var row : group) {
            if (!owner(row).equals(interaction)) {
                moved.add(row);
            } else if (!after.holds(row)) {
                after = after.with(row);
            }
        }
        if (after.rows().size() > call.rows().size()) {
            change(call, after, now);
        }
        moved.forEach(row -> add(row, now));
    }

    /** Takes a row out again: the source has updated it. */
    public void retract(QueueEvent row, Instant now) {
        var call = state.calls().get(owner(row));
        if (call != null && call.holds(row)) {
            change(call, call.without(row), now);
        }
    }

    /** Learns that a guid stands for a callid; the first link holds. */
    public void link(String guid, String interaction, Instant at, Instant now) {
        if (state.guids().get(guid) == null) {
            state.guids().put(guid, new GuidLink(interaction));
        }
        var link = state.guids().get(guid);
        if (link == null || !link.interaction().equals(interaction)) {
            return;
        }
        var call = state.calls().get(interaction);
        if (call == null) {
            var fresh = CallRows.empty(Channel.TELEPHONY, interaction, at);
            change(fresh, fresh.withGuid(guid), now);
        } else if (call.guid() == null) {
            change(call, call.withGuid(guid), now);
        }
        var waiting = state.calls().get(BY_GUID + guid);
        if (waiting != null) {
            for (var row : waiting.rows()) {
                var from = state.calls().get(BY_GUID + guid);
                if (from != null) {
                    change(from, from.without(row), now);
                }
                add(row, now);
            }
        }
    }

    /** A restart of the telephone system: what is open and has no later row ended then. */
    public void restarted(QueueEvent row, Instant now) {
        var before = restarts.log();
        if (restarts.add(row)) {
            for (var interaction : openInteractions()) {
                var call = state.calls().get(interaction);
                if (call != null) {
                    publish(call, derive(call, before, now), derive(call, restarts.log(), now));
                }
            }
        }
    }

    /** Ends what has outlived its channel's age. */
    public void advance(Instant from, Instant to) {
        for (var interaction : openInteractions()) {
            var call = state.calls().get(interaction);
            if (call != null) {
                publish(call, derive(call, restarts.log(), from), derive(call, restarts.log(), to));
            }
        }
    }

    /** Forgets interactions whose lifetime is over at the greatest datetime of the log. Only frees space. */
    public void forget(Instant greatest) {
        var oldest = greatest.minus(VOICE_LIFETIME).truncatedTo(ChronoUnit.HOURS);
        var gone = new ArrayList<String>();
        state.byHour().scan("", Keys.time(oldest), (key, _) -> gone.add(key));
        for (var key : gone) {
            state.byHour().remove(key);
            var interaction = key.substring(key.indexOf('\u0001') + 1);
            var call = state.calls().get(interaction);
            if (call != null && call.lastRowAt().isBefore(oldest)) {
                forget(call);
            }
        }
    }

    private void forget(CallRows call) {
        var guid = call.guid();
        if (guid != null) {
            state.guids().remove(guid);
        }
        var derived = derive(call, restarts.log(), call.lastRowAt());
        seating.keep(derived, Derived.NOTHING, call.interaction());
        state.calls().remove(call.interaction());
        state.open().remove(call.interaction());
    }

    private void linkByRow(QueueEvent row, Instant now) {
        if (row.guid() != null && row.interaction() != null) {
            link(row.guid(), row.interaction(), row.at(), now);
        }
    }

    /** The interaction that a row belongs to: its callid, the callid of its guid, or a stand-in. */
    private String owner(QueueEvent row) {
        var named = row.interaction();
        if (named == null && row.guid() != null) {
            var link = state.guids().get(row.guid());
            named = link == null ? BY_GUID + row.guid() : link.interaction();
        }
        if (named == null) {
            return BY_ROW + row.identity().hex();
        }
        var call = state.calls().get(named);
        var agent = row.agent();
        return call == null || agent == null || !isAfterwards(row)
                ? named
                : call.movedAgents().getOrDefault(agent, named);
    }

    /** Rows that follow a pick-up, and so go where its conversation is. */
    private static boolean isAfterwards(QueueEvent row) {
        return switch (row.kind()) {
            case COMPLETED_BY_AGENT, COMPLETED_BY_CALLER, BLIND_TRANSFER, ATTENDED_TRANSFER, WRAP_UP -> true;
            case ENTER,
                    REENTER,
                    CONNECT,
                    ABANDON,
                    EXIT_TIMEOUT,
                    EXIT_EMPTY,
                    EXIT_KEY,
                    WITHDRAW,
                    RING_NO_ANSWER,
                    RING_CANCELED,
                    AGENT_DUMP,
                    HOLD,
                    UNHOLD,
                    PHONE_HOLD,
                    PHONE_UNHOLD,
                    PHONE_RING,
                    PHONE_LINK,
                    OUT_CALL,
                    REFUSED,
                    LOGIN,
                    LOGOFF,
                    BREAK,
                    UNBREAK,
                    PAUSE,
                    UNPAUSE,
                    ADD_MEMBER,
                    REMOVE_MEMBER,
                    RESTART,
                    NOTED -> false;
        };
    }

    private CallRows load(String interaction, QueueEvent row) {
        var call = state.calls().get(interaction);
        return call == null ? CallRows.empty(row.channel(), interaction, row.at()) : call;
    }

    private Derived derive(CallRows call, Restart.Log restarts, Instant now) {
        return PassageFold.derive(source, call, restarts, now, VOICE_MAX_AGE);
    }

    private void change(CallRows before, CallRows after, Instant now) {
        var beforeDerived = derive(before, restarts.log(), now);
        var afterDerived = derive(after, restarts.log(), now);
        if (after.rows().isEmpty()
                && after.guid() == null
                && after.movedAgents().isEmpty()) {
            state.calls().remove(after.interaction());
        } else {
            state.calls().put(after.interaction(), after);
            remember(before, after);
        }
        publish(after, beforeDerived, afterDerived);
        seating.keep(beforeDerived, afterDerived, after.interaction());
        adopt(after.interaction(), afterDerived, now);
    }

    private void remember(CallRows before, CallRows after) {
        var beforeKey = hourKey(before);
        var afterKey = hourKey(after);
        if (!beforeKey.equals(afterKey)) {
            state.byHour().remove(beforeKey);
        }
        if (!beforeKey.equals(afterKey) || before.rows().isEmpty()) {
            state.byHour().put(afterKey, new Marker(after.lastRowAt()));
        }
    }

    private static String hourKey(CallRows call) {
        return Keys.of(Keys.time(call.lastRowAt().truncatedTo(ChronoUnit.HOURS)), call.interaction());
    }

    private void publish(CallRows call, Derived before, Derived after) {
        if (before.equals(after)) {
            return;
        }
        boolean isOpen = !after.busy().isEmpty() || after.passages().stream().anyMatch(Seating::canStillEndOtherwise);
        boolean wasOpen = state.open().get(call.interaction()) != null;
        if (isOpen && !wasOpen) {
            state.open().put(call.interaction(), new Marker(call.lastRowAt()));
        } else if (!isOpen && wasOpen) {
            state.open().remove(call.interaction());
        }
        changes.accept(new InteractionChange(call.interaction(), before, after));
    }

    private List<String> openInteractions() {
        var interactions = new ArrayList<String>();
        state.open().scan("", Keys.AFTER_ALL, (key, _) -> interactions.add(key));
        return interactions;
    }

    /** Brings stray ends and conversations together, whichever came last. */
    private void adopt(String interaction, Derived derived, Instant now) {
        for (var pair : seating.pairs(interaction, derived)) {
            move(pair.stray(), pair.talk().interaction(), now);
        }
    }

    /** Moves a stray end, and the wrap-ups of its agent, to the interaction whose conversation it ends. */
    private void move(StrayEnd stray, String target, Instant now) {
        var from = state.calls().get(stray.interaction());
        var agent = stray.row().agent();
        if (from == null || agent == null) {
            return;
        }
        var moving = from.rows().stream()
                .filter(row ->
                        row.isSameRow(stray.row()) || (row.kind() == EventKind.WRAP_UP && agent.equals(row.agent())))
                .toList();
        var rest = from.withMoved(agent, target);
        for (var row : moving) {
            rest = rest.without(row);
        }
        change(from, rest, now);
        for (var row : moving) {
            var call = load(target, row);
            if (!call.holds(row)) {
                change(call, call.with(row), now);
            }
        }
    }
}
