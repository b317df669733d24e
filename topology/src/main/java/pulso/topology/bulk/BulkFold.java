package pulso.topology.bulk;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.RowIdentity;
import pulso.topology.agent.AgentMinutes;
import pulso.topology.bulk.BulkOutput.AgentEnd;
import pulso.topology.bulk.BulkOutput.OpenLine;
import pulso.topology.passage.Ages;
import pulso.topology.passage.Derived;
import pulso.topology.passage.Restart;
import pulso.topology.passage.Restarts;

/**
 * The folds of a centre over rows that are all at hand. Rows are gathered by interaction as they come; an interaction
 * that has been quiet for its channel's lifetime is derived once, by the very folds of {@link pulso.topology.Centre},
 * counted and given up, so a long log needs no more memory than a short one.
 *
 * <p>Afterwards the parts that were given add up to the figures that a centre gives for the same rows in the order of
 * time. Confined to one thread; derives on others as well.
 */
public final class BulkFold {
    private static final Duration BETWEEN_SWEEPS = Duration.ofDays(1);
    /** Looks at every caller, so not each time. */
    private static final Duration BETWEEN_SETTLINGS = Duration.ofDays(7);

    private static final Duration SESSIONS_KEPT = Duration.ofDays(2);
    /** Longer than this an interaction that is over was not under way before its last row. */
    private static final Duration SAFETY = Duration.ofDays(3);

    private static final int TASKS = 8;
    private static final int SMALLEST_TASK = 256;
    private static final String BY_GUID = "guid:";

    private final Options options;
    private final BulkOutput output;
    private final Blocks blocks = new Blocks();
    private final InteractionTable interactions = new InteractionTable();
    private final List<Interaction> loose = new ArrayList<>();
    private final Map<String, String> callOfGuid = new HashMap<>();
    private final Pairing pairing = new Pairing();
    private final Sessions sessions;
    private final BusyTime busyTime;
    private final List<Restart> restarts = new ArrayList<>();
    private final Set<RowIdentity> looseRows = new HashSet<>();
    private final List<Derived> open = new ArrayList<>();
    private final Map<String, Double> ratings = new HashMap<>();
    private final Contacts contacts = new Contacts();
    private Instant contactsSettledTo = Instant.EPOCH;
    private final Map<Channel, LogTime> times = new EnumMap<>(Channel.class);

    /** How far the log of a channel is, epoch seconds. */
    private static final class LogTime {
        private long greatest;
        private long sweptAt;
        private long givenUpBefore = Long.MIN_VALUE;

        LogTime(long first) {
            greatest = first;
            sweptAt = first;
        }
    }

    /**
     * How a log is folded.
     *
     * @param bucket how long the buckets are: a minute, but for who needs no finer figures
     * @param inOrder the log is in the order of time but for some hours, so what is over can be given up on the way
     * @param workers derive besides the thread that folds
     */
    public record Options(String source, Duration bucket, boolean inOrder, Executor workers) {}

    public BulkFold(Options options, BulkOutput output) {
        this.options = options;
        this.output = output;
        var minutes = new AgentMinutes(options.source(), options.bucket(), new NoState<>(), output::minute);
        this.sessions = new Sessions(options.source(), minutes, output);
        this.busyTime = new BusyTime(minutes, options.bucket());
    }

    /** Takes the rows [from, to) of a block in; its rows come in their order, those of other blocks between them. */
    public void add(RowBlock block, int from, int to) throws LogOrderException {
        int base = blocks.place(block);
        var channel = block.channel();
        for (int row = from; row < to; row++) {
            switch (block.lane(row)) {
                case NONE -> {}
                case NOTED -> pass(channel, block.second(row));
                case CALL -> {
                    pass(channel, block.second(row));
                    interactions
                            .of(channel, block.keyHigh(row), block.keyLow(row), null)
                            .add(base + row, block.second(row));
                    block.hold();
                }
                case EVENT -> {
                    pass(channel, block.second(row));
                    var event = block.event(row, null);
                    if (event != null) {
                        take(event);
                    }
                }
            }
        }
        if (to == block.size()) {
            block.dropKeys();
            blocks.read(block);
        }
    }

    private void take(QueueEvent event) {
        switch (event.kind()) {
            case LOGIN, LOGOFF, BREAK, UNBREAK, PAUSE, UNPAUSE -> sessions.add(event);
            case ADD_MEMBER, REMOVE_MEMBER -> {
                if (isNew(event)) {
                    sessions.add(event);
                }
            }
            case RESTART -> {
                if (isNew(event)) {
                    Restarts.add(restarts, event);
                }
            }
            case NOTED -> {
                var unusedAsNothingFollows = isNew(event);
            }
            case PHONE_LINK, PHONE_RING, PHONE_HOLD, PHONE_UNHOLD -> {
                if (event.guid() != null && event.interaction() != null) {
                    link(event.guid(), event.interaction());
                }
                ofInteraction(event);
            }
            case ENTER,
                    REENTER,
                    CONNECT,
                    COMPLETED_BY_CALLER,
                    COMPLETED_BY_AGENT,
                    BLIND_TRANSFER,
                    ATTENDED_TRANSFER,
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
                    WRAP_UP,
                    OUT_CALL,
                    AGENT_TRANSFER,
                    AGENT_ATTENDED,
                    OUT_START,
                    OUT_END,
                    REFUSED_CLOSED,
                    REFUSED_FULL,
                    REFUSED_NO_AGENTS,
                    REFUSED_BLOCKED -> ofInteraction(event);
        }
    }

    private void ofInteraction(QueueEvent event) {
        var named = event.interaction();
        var guid = event.guid();
        if (named == null && guid != null) {
            named = callOfGuid.get(guid);
        }
        if (named != null) {
            byName(event.channel(), named).add(event);
        } else if (guid != null) {
            byName(event.channel(), BY_GUID + guid).add(event);
        } else if (isNew(event)) {
            var alone = new Interaction(
                    0, 0, event.channel(), "row:" + event.identity().hex());
            alone.add(event);
            loose.add(alone);
        }
    }

    private Interaction byName(Channel channel, String name) {
        return interactions.of(channel, RowKey.high(name), RowKey.low(name), name);
    }

    /** Learns that a guid stands for a callid; the first link holds. */
    public void link(String guid, String interaction) {
        if (callOfGuid.putIfAbsent(guid, interaction) == null) {
            var name = BY_GUID + guid;
            var waiting = interactions.find(Channel.TELEPHONY, RowKey.high(name), RowKey.low(name));
            if (waiting != null) {
                var target = byName(Channel.TELEPHONY, interaction);
                waiting.moveDecoded(target);
            }
        }
    }

    /** Learns what a customer gave for a call, whose callid is given; the last one holds. */
    public void rate(String interaction, double rating) {
        ratings.put(interaction, rating);
    }

    /** Of a row that stands in no interaction where it could be compared with others. */
    private boolean isNew(QueueEvent row) {
        boolean isNew = row.origId() == 0 || looseRows.add(row.identity());
        if (!isNew) {
            output.duplicate();
        }
        return isNew;
    }

    /** Lets time pass to a row's. */
    private void pass(Channel channel, long second) throws LogOrderException {
        var time = times.get(channel);
        if (time == null) {
            time = new LogTime(second);
            times.put(channel, time);
        }
        if (second < time.givenUpBefore) {
            throw new LogOrderException();
        }
        if (second > time.greatest) {
            time.greatest = second;
            if (options.inOrder() && second > time.sweptAt + BETWEEN_SWEEPS.toSeconds()) {
                time.sweptAt = second;
                sweep(channel, time);
            }
        }
    }

    private void sweep(Channel channel, LogTime time) {
        var greatest = Instant.ofEpochSecond(time.greatest);
        var now = greatest.truncatedTo(ChronoUnit.MINUTES);
        var oldest = greatest.minus(Ages.lifetime(channel)).truncatedTo(ChronoUnit.HOURS);
        long before = oldest.getEpochSecond();
        time.givenUpBefore = before;
        var over =
                interactions.takeIf(interaction -> interaction.channel == channel && interaction.lastSecond < before);
        loose.removeIf(alone -> {
            boolean isOver = alone.channel == channel && alone.lastSecond < before;
            return isOver && over.add(alone);
        });
        derive(over, now, channel == Channel.TELEPHONY ? oldest.minus(Ages.lifetime(channel)) : Instant.MIN);
        if (channel == Channel.TELEPHONY) {
            sessions.settleBefore(greatest.minus(SESSIONS_KEPT), log(), now);
        }
        var settled = settled();
        busyTime.settleBefore(settled);
        if (settled.isAfter(contactsSettledTo.plus(BETWEEN_SETTLINGS))) {
            contactsSettledTo = settled;
            settleContacts(settled);
        }
        looseRows.clear();
        open.clear();
    }

    /** What began before is over in every channel. */
    private Instant settled() {
        var settled = Instant.MAX;
        for (var channel : Channel.values()) {
            var time = times.get(channel);
            if (time != null) {
                var own = Instant.ofEpochSecond(time.greatest)
                        .minus(Ages.lifetime(channel))
                        .minus(SAFETY);
                settled = own.isBefore(settled) ? own : settled;
            }
        }
        return settled;
    }

    private void settleContacts(Instant moment) {
        var queues = new QueueParts(options.bucket());
        contacts.settleBefore(moment, queues);
        queues.giveTo(options.source(), output);
    }

    /** Counts all that is left: the log ends. */
    public void finish(Instant end) {
        var last = end;
        for (var time : times.values()) {
            if (time.greatest > last.getEpochSecond()) {
                last = Instant.ofEpochSecond(time.greatest);
            }
        }
        var now = last.truncatedTo(ChronoUnit.MINUTES);
        var rest = interactions.takeIf(_ -> true);
        rest.addAll(loose);
        loose.clear();
        derive(rest, now, Instant.MAX);
        busyTime.settle();
        settleContacts(Instant.MAX);
        agents(now);
    }

    private void derive(List<Interaction> over, Instant now, Instant pairedBefore) {
        var setting = new Derivation.Setting(options.source(), blocks, log(), now, ratings, options.bucket());
        var tasks = new ArrayList<FutureTask<Derivation>>();
        int size = Math.max(SMALLEST_TASK, Math.ceilDiv(over.size(), TASKS));
        for (int from = 0; from < over.size(); from += size) {
            var part = over.subList(from, Math.min(over.size(), from + size));
            tasks.add(new FutureTask<>(() -> {
                var derivation = new Derivation(setting);
                derivation.addAll(part);
                return derivation;
            }));
        }
        tasks.forEach(options.workers()::execute);
        tasks.reversed().forEach(FutureTask::run);
        for (var task : tasks) {
            give(done(task));
        }
        over.forEach(blocks::release);
        var rest = new Derivation(setting);
        pairing.settleBefore(pairedBefore, rest);
        give(rest);
    }

    private void give(Derivation derivation) {
        pairing.add(derivation.setAside());
        open.addAll(derivation.open());
        derivation.giveTo(busyTime, contacts, output);
    }

    private static Derivation done(FutureTask<Derivation> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("deriving interactions failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deriving", e);
        }
    }

    private Restart.Log log() {
        return new Restart.Log(List.copyOf(restarts));
    }

    private void agents(Instant now) {
        var lines = new HashMap<String, List<OpenLine>>();
        for (var derived : open) {
            for (var busy : derived.busy()) {
                lines.computeIfAbsent(busy.agent(), _ -> new ArrayList<>())
                        .add(new OpenLine(busy.line(), talkSince(derived, busy.line())));
            }
        }
        var names = new TreeSet<>(sessions.agents());
        names.addAll(lines.keySet());
        for (var agent : names) {
            var session = sessions.settle(agent, log(), now);
            output.agent(new AgentEnd(
                    agent,
                    session.loggedInSince(),
                    session.breakSince(),
                    session.pausedSince(),
                    lines.getOrDefault(agent, List.of()),
                    sessions.memberOf(agent)));
        }
    }

    private static @Nullable Instant talkSince(Derived derived, AgentLine line) {
        return derived.passages().stream()
                .filter(passage -> passage.isInService() && passage.queue().equals(line.queue()))
                .map(Passage::waitEnd)
                .findFirst()
                .orElse(null);
    }
}
