package pulso.clickhouse;

import static pulso.clickhouse.Servers.SOURCE;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.AgentClock.Count;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.kpi.QueueCount;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;

/**
 * A made-up evening and night of a contact centre: each thing that happens is told as a row of a log, as a passage or an
 * interval, and in the minutes, so that all three must give the same figures.
 */
final class GeneratedDay {
    static final Instant MIDNIGHT = Instant.parse("2026-05-01T03:00:00Z");
    private static final long SECONDS = 30 * 3600;
    private static final List<String> AGENTS = List.of("ana", "beto", "carla", "dario");

    private final Random random;
    final List<LogRow> rows = new ArrayList<>();
    final List<Passage> passages = new ArrayList<>();
    final List<AgentInterval> intervals = new ArrayList<>();
    final AgentClock agents = new AgentClock(SOURCE, MIDNIGHT);
    private final Map<String, Place> places = new TreeMap<>();
    private int number;

    /** A row of a channel's log. */
    record LogRow(
            Channel channel, Instant at, String callid, String queue, String agent, String event, List<String> data) {}

    /** The minutes of a queue. */
    private record Place(Channel channel, String queue, Map<Instant, Minutes> minutes) {}

    GeneratedDay(long seed, int interactions) {
        random = new Random(seed);
        AGENTS.forEach(this::session);
        for (int i = 0; i < interactions; i++) {
            var channel = any(List.of(Channel.values()));
            var queue = (channel == Channel.TELEPHONY ? "Ventas" : "Chat " + channel.wireName()) + random.nextInt(2);
            switch (random.nextInt(8)) {
                case 0 -> refused(channel, queue + "<-");
                case 1 -> calledOut(channel, queue + "->");
                default -> passage(channel, queue + "<-");
            }
        }
    }

    List<QueueMinute> minutes() {
        var all = new ArrayList<QueueMinute>();
        places.values()
                .forEach(place -> place.minutes()
                        .forEach((minute, made) -> all.add(made.of(SOURCE, place.channel(), place.queue(), minute))));
        return all;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private Instant moment() {
        return MIDNIGHT.plusSeconds(random.nextLong(SECONDS));
    }

    private String agent() {
        return any(AGENTS);
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Minutes at(Channel channel, String queue, Instant at) {
        return places.computeIfAbsent(channel + queue, _ -> new Place(channel, queue, new TreeMap<>()))
                .minutes()
                .computeIfAbsent(at.truncatedTo(ChronoUnit.MINUTES), _ -> new Minutes());
    }

    private void row(
            Channel channel, Instant at, String callid, String queue, String agent, String event, String... data) {
        rows.add(new LogRow(channel, at, callid, queue, agent, event, List.of(data)));
    }

    private void interval(
            String agent,
            IntervalKind kind,
            Instant from,
            long seconds,
            @Nullable Channel channel,
            String queue,
            String id) {
        if (seconds > 0) {
            boolean isLine = channel != null;
            var interval = new AgentInterval(
                    SOURCE,
                    agent,
                    kind,
                    from,
                    from.plusSeconds(seconds),
                    isLine ? queue : null,
                    channel,
                    isLine ? id : null,
                    null,
                    false);
            intervals.add(interval);
            agents.add(interval);
        }
    }

    private void session(String agent) {
        interval(agent, IntervalKind.LOGIN, MIDNIGHT.plusSeconds(random.nextLong(7200)), 25 * 3600, null, "", "");
        for (int i = 0; i < 6; i++) {
            interval(agent, IntervalKind.BREAK, moment(), 600 + random.nextInt(3000), null, "", "");
            interval(agent, IntervalKind.PAUSE, moment(), 600 + random.nextInt(3000), null, "", "");
        }
    }

    private void refused(Channel channel, String queue) {
        var at = moment();
        var minute = at(channel, queue, at);
        record Refusal(String event, QueueCount count) {}
        boolean isCall = channel == Channel.TELEPHONY;
        var refusal = switch (random.nextInt(channel == Channel.EMAIL ? 4 : 3)) {
            case 0 -> new Refusal(isCall ? "CLOSED" : "OUTOFTIME", QueueCount.REFUSED_CLOSED);
            case 1 -> new Refusal(isCall ? "FULL" : "MAXQUEUE", QueueCount.REFUSED_FULL);
            case 2 -> new Refusal(isCall ? "JOINEMPTY" : "NOAGENTS", QueueCount.REFUSED_NO_AGENTS);
            default -> new Refusal("BLACKLIST", QueueCount.REFUSED_BLOCKED);
        };
        boolean namesAgent = refusal.count() == QueueCount.REFUSED_BLOCKED && chance(40);
        row(channel, at, "r" + number++, queue, namesAgent ? agent() : "", refusal.event(), "a@b.c");
        if (!namesAgent) {
            minute.add(QueueCount.RECEIVED, 1).add(QueueCount.REFUSED, 1).add(refusal.count(), 1);
        }
    }

    private void calledOut(Channel channel, String queue) {
        if (channel == Channel.TELEPHONY) {
            outCall(queue);
        } else if (channel != Channel.WEBCHAT) {
            agentStarted(channel, queue);
        }
    }

    private void outCall(String queue) {
        var at = moment();
        var agent = agent();
        boolean answered = chance(60);
        long talk = 1L + random.nextInt(400);
        var minute = at(Channel.TELEPHONY, queue, at).add(QueueCount.OUT_ATTEMPTS, 1);
        var id = "o" + number++;
        row(
                Channel.TELEPHONY,
                at,
                id,
                queue,
                agent,
                "OUTCALL",
                answered ? "ANSWER" : "BUSY",
                "" + talk,
                "500",
                "099",
                "g");
        agents.add(agent, at, Count.OUT_ATTEMPT);
        if (answered) {
            minute.add(QueueCount.OUT_ANSWERED, 1).add(QueueCount.OUT_TALK_SECONDS, talk);
            agents.add(agent, at, Count.OUT_ANSWERED);
            interval(agent, IntervalKind.OUTBOUND, at.minusSeconds(talk), talk, Channel.TELEPHONY, queue, id);
        }
    }

    private void agentStarted(Channel channel, String queue) {
        var at = moment();
        var agent = agent();
        var id = "s" + number++;
        var event = switch (channel) {
            case SMS -> "OUTSMS";
            case EMAIL -> "OUTEMAIL";
            case TWITTER -> "OUTTWEET";
            case MESSENGER -> "OUTMESSENGER";
            case FACEBOOK -> "OUTFACEBOOK";
            case TELEPHONY, WEBCHAT -> throw new IllegalArgumentException("not begun by agents: " + channel);
        };
        row(channel, at, id, queue, agent, event, "x");
        at(channel, queue, at).add(QueueCount.OUT_ATTEMPTS, 1);
        agents.add(agent, at, Count.OUT_ATTEMPT);
        if (chance(80)) {
            long talk = random.nextInt(900);
            var end = at.plusSeconds(talk + random.nextInt(60));
            if (chance(50)) {
                row(
                        channel,
                        end,
                        id,
                        chance(50) ? queue : "NONE",
                        chance(50) ? agent : "",
                        "COMPLETEAGENTOUT",
                        "" + talk,
                        "7");
            } else {
                row(channel, end, id, queue, agent, "COMPLETEAGENT", "0", "" + talk, "1", "7");
            }
            at(channel, queue, end)
                    .add(QueueCount.OUT_HANDLED, 1)
                    .add(QueueCount.OUT_TALK_SECONDS, talk)
                    .add(QueueCount.MESSAGES, 7);
            interval(agent, IntervalKind.OUTBOUND, end.minusSeconds(talk), talk, channel, queue, id);
        }
    }

    private void passage(Channel channel, String queue) {
        var draft = new PassageDraft(channel, queue, "p" + number++, moment());
        draft.outcome = chance(60) ? Outcome.ANSWERED : any(List.of(Outcome.values()));
        boolean ended = draft.outcome != Outcome.OPEN;
        if (ended && draft.outcome != Outcome.SYSTEM && chance(97)) {
            draft.wait = (long) random.nextInt(chance(50) ? 25 : 300);
        }
        draft.waitEnd = ended ? draft.enter.plusSeconds(draft.wait == null ? 30 : draft.wait) : null;
        draft.recovered = chance(3);
        draft.reconstructed = chance(3);
        draft.sinceContact = chance(20) ? (Long) (1 + random.nextLong(9 * 24 * 3600)) : null;
        rings(draft);
        if (draft.outcome == Outcome.ANSWERED) {
            answered(draft);
        }
        passages.add(draft.build());
        count(draft);
    }

    private void rings(PassageDraft draft) {
        for (int i = random.nextInt(3); i > 0; i--) {
            var at = draft.enter.plusSeconds(random.nextInt(20));
            var agent = agent();
            var minute = at(draft.channel, draft.queue, at);
            if (draft.channel == Channel.TELEPHONY && chance(80)) {
                boolean refused = chance(30);
                row(draft.channel, at, draft.id, draft.queue, agent, "RINGNOANSWER", refused ? "0" : "1500" + i);
                minute.add(refused ? QueueCount.RING_REFUSED : QueueCount.RING_NO_ANSWER, 1);
                agents.add(agent, at, refused ? Count.RING_REFUSED : Count.RING_NO_ANSWER);
            } else if (draft.channel == Channel.TELEPHONY) {
                row(draft.channel, at, draft.id, draft.queue, agent, "AGENTDUMP");
                minute.add(QueueCount.AGENT_DUMPS, 1);
                agents.add(agent, at, Count.AGENT_DUMP);
            }
        }
    }

    private void answered(PassageDraft draft) {
        var agent = agent();
        var connect = draft.waitEnd == null ? draft.enter : draft.waitEnd;
        draft.agent = agent;
        draft.ring = chance(70) ? (Long) (long) random.nextInt(20) : null;
        draft.rating = chance(20) ? (Double) (random.nextInt(500) / 100.0) : null;
        agents.add(agent, draft.enter, Count.ANSWERED);
        if (chance(90)) {
            long talk = 1L + random.nextInt(1200);
            draft.talkEnd = connect.plusSeconds(talk);
            draft.talk = chance(95) ? (Long) talk : null;
            draft.hold = draft.talk == null ? null : (Long) (talk / 7);
            draft.end = any(List.of(EndType.values()));
            interval(agent, IntervalKind.TALK, connect, talk, draft.channel, draft.queue, draft.id);
            interval(agent, IntervalKind.HOLD, connect, talk / 7, draft.channel, draft.queue, draft.id);
            if (draft.channel == Channel.TELEPHONY) {
                wrapUp(draft, agent, draft.talkEnd);
            } else {
                chatted(draft, agent, connect, talk);
            }
        }
    }

    private void wrapUp(PassageDraft draft, String agent, Instant talkEnd) {
        if (chance(60)) {
            long used = random.nextInt(90);
            draft.wrapUp = used;
            draft.wrapUpEnd = talkEnd.plusSeconds(used);
            boolean named = chance(50);
            row(
                    Channel.TELEPHONY,
                    draft.wrapUpEnd,
                    chance(50) ? draft.id : "NONE",
                    named ? draft.queue : "NONE",
                    agent,
                    "FINISHWRAPUP",
                    "" + (120 - used),
                    "120",
                    "guid");
            at(draft.channel, draft.queue, draft.wrapUpEnd)
                    .add(QueueCount.WRAP_UP_KNOWN, 1)
                    .add(QueueCount.WRAP_UP_SECONDS, used);
            interval(agent, IntervalKind.WRAP_UP, talkEnd, used, draft.channel, draft.queue, draft.id);
            row(Channel.TELEPHONY, draft.wrapUpEnd, draft.id, draft.queue, agent, "FINISHWRAPUP", "200", "120", "guid");
        }
    }

    private void chatted(PassageDraft draft, String agent, Instant connect, long talk) {
        draft.messages = chance(80) ? (Long) (long) random.nextInt(40) : null;
        row(
                draft.channel,
                connect.plusSeconds(talk),
                draft.id,
                draft.queue,
                agent,
                "COMPLETEAGENT",
                "1",
                "" + talk,
                "1",
                "3");
        if (chance(30)) {
            var other = agent();
            var passed = connect.plusSeconds(talk / 3);
            var taken = connect.plusSeconds(talk / 2);
            draft.transfers = 1;
            row(draft.channel, passed, draft.id, draft.queue, agent, "TRANSFERRED", agent, other);
            row(draft.channel, taken, draft.id, draft.queue, "", "ATTENDED", agent, other);
            at(draft.channel, draft.queue, passed).add(QueueCount.TRANSFERRED, 1);
            agents.add(other, taken, Count.TRANSFER_TAKEN);
        }
        if (chance(20) && draft.channel == Channel.SMS) {
            // Agent's own line in the same interaction: the end above is the passage's
            row(draft.channel, connect, draft.id, draft.queue, agent, "OUTSMS", "099");
            at(draft.channel, draft.queue, connect).add(QueueCount.OUT_ATTEMPTS, 1);
            agents.add(agent, connect, Count.OUT_ATTEMPT);
        }
    }

    private void count(PassageDraft draft) {
        var cohort = at(draft.channel, draft.queue, draft.enter)
                .add(QueueCount.RECEIVED, 1)
                .add(QueueCount.OFFERED, 1)
                .add(QueueCount.valueOf(draft.outcome.name()), 1)
                .add(QueueCount.RECOVERED, draft.recovered ? 1 : 0)
                .add(QueueCount.RECONSTRUCTED, draft.reconstructed ? 1 : 0);
        if (draft.wait != null) {
            cohort.waited(draft.outcome, draft.wait, 1);
        }
        if (draft.ring != null) {
            cohort.add(QueueCount.RING_KNOWN, 1).add(QueueCount.RING_SECONDS, draft.ring);
        }
        if (draft.rating != null) {
            cohort.add(QueueCount.RATED, 1).add(QueueCount.RATING_HUNDREDTHS, Math.round(draft.rating * 100));
        }
        if (draft.sinceContact != null) {
            cohort.add(QueueCount.REPEAT_24H, draft.sinceContact <= 86_400 ? 1 : 0);
            cohort.add(QueueCount.REPEAT_7D, draft.sinceContact <= 7 * 86_400 ? 1 : 0);
        }
        if (draft.talkEnd != null) {
            var minute = at(draft.channel, draft.queue, draft.talkEnd).add(QueueCount.HANDLED, 1);
            if (draft.talk != null && draft.hold != null) {
                minute.add(QueueCount.TALK_KNOWN, 1)
                        .add(QueueCount.TALK_SECONDS, draft.talk)
                        .add(QueueCount.HOLD_SECONDS, draft.hold);
            }
            minute.add(QueueCount.MESSAGES, draft.messages == null ? 0 : draft.messages)
                    .add(QueueCount.ENDED_BY_CALLER, draft.end == EndType.CALLER ? 1 : 0)
                    .add(QueueCount.ENDED_BY_AGENT, draft.end == EndType.AGENT ? 1 : 0)
                    .add(QueueCount.TRANSFERRED, draft.end != null && draft.end.isTransfer() ? 1 : 0);
        }
    }
}
