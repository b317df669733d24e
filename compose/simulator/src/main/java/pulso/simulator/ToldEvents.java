package pulso.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.simulator.PassageTruth.Outcome;

/** Draws from the ledger what other systems have to be told. */
final class ToldEvents {
    /** As long as a caller who left a queue alive may take to enter the next. */
    private static final int HANDING_ON_SECONDS = 30;

    private final Ledger ledger;
    private final List<ToldEvent> events = new ArrayList<>();

    ToldEvents(Ledger ledger) {
        this.ledger = ledger;
    }

    List<ToldEvent> all() {
        events.addAll(ledger.toTell);
        for (Ledger.Ring ring : ledger.rings) {
            if (!ring.refused()) {
                events.add(ToldEvent.of(
                        "AgentRingNoAnswer", ring.second(), "agent", ring.agent(), "campaign", ring.queue()));
            }
        }
        for (Ledger.OutEnd end : ledger.outEnds) {
            events.add(finish(end.second(), end.channel(), end.queue(), end.agent(), end.talkSeconds()));
        }
        Map<String, List<PassageTruth>> interactions = new LinkedHashMap<>();
        for (PassageTruth passage : ledger.passages) {
            interactions
                    .computeIfAbsent(passage.channel + " " + passage.interaction, _ -> new ArrayList<>())
                    .add(passage);
            if (!passage.open()) {
                ended(passage);
            }
        }
        interactions.values().forEach(this::finishes);
        return events;
    }

    private void ended(PassageTruth passage) {
        ToldEvent told = ToldEvent.of(
                        "PassageFinished",
                        -1,
                        "channel",
                        passage.channel.id(),
                        "campaign",
                        passage.queue,
                        "outcome",
                        passage.outcome.name().toLowerCase(Locale.ROOT))
                .with("enter", Long.toString(passage.enterSecond))
                .with("agent", passage.outcome == Outcome.ANSWERED ? String.valueOf(passage.agent) : "null")
                .with("talkSeconds", passage.talkSeconds < 0 ? "null" : Integer.toString(passage.talkSeconds));
        events.add(told);
        if (passage.outcome == Outcome.ABANDONED) {
            events.add(new ToldEvent(
                    "PassageAbandoned",
                    -1,
                    Map.of(
                            "channel",
                            passage.channel.id(),
                            "campaign",
                            passage.queue,
                            "enter",
                            Long.toString(passage.enterSecond),
                            "waitSeconds",
                            Integer.toString(passage.waitSeconds))));
        }
    }

    /** An interaction finishes whenever the last of its passages ends, unless it goes on in another queue at once. */
    private void finishes(List<PassageTruth> passages) {
        List<PassageTruth> byEnd = new ArrayList<>(passages);
        byEnd.sort(Comparator.comparingLong(ToldEvents::endSecond));
        List<PassageTruth> since = new ArrayList<>();
        for (PassageTruth passage : byEnd) {
            if (passage.open()) {
                return;
            }
            since.add(passage);
            if (passages.stream().noneMatch(other -> goesOnIn(passage, other))) {
                finish(since);
                since.clear();
            }
        }
    }

    private static boolean goesOnIn(PassageTruth passage, PassageTruth other) {
        long end = endSecond(passage);
        if (other == passage || endSecond(other) < end) {
            return false;
        }
        boolean leftAlive = passage.transferred
                || switch (passage.outcome) {
                    case EXITED_KEY, EXITED_TIMEOUT, EXITED_EMPTY, WITHDRAWN -> true;
                    case OPEN, ANSWERED, ABANDONED, SYSTEM -> false;
                };
        return other.enterSecond <= end + (leftAlive ? HANDING_ON_SECONDS : 0) && endSecond(other) > end;
    }

    private void finish(List<PassageTruth> passages) {
        PassageTruth attended = passages.getLast();
        int seconds = 0;
        for (PassageTruth passage : passages) {
            if (passage.outcome == Outcome.ANSWERED) {
                attended = passage;
                seconds = passage.talkSeconds < 0 || seconds < 0 ? -1 : seconds + passage.talkSeconds;
            }
        }
        @Nullable
        String agent =
                attended.turns.isEmpty() ? null : attended.turns.getLast().agent();
        events.add(finish(-1, attended.channel, attended.queue, agent, seconds));
    }

    private static ToldEvent finish(long second, Channel channel, String queue, @Nullable String agent, int seconds) {
        return ToldEvent.of("FinishInteraction", second, "channel", channel.id(), "campaign", queue)
                .with("agent", String.valueOf(agent))
                .with("duration", seconds < 0 ? "null" : Integer.toString(seconds));
    }

    private static long endSecond(PassageTruth passage) {
        if (passage.open()) {
            return Long.MAX_VALUE;
        }
        if (passage.cutSecond >= 0) {
            return passage.cutSecond;
        }
        return passage.talk == null ? passage.enterSecond + passage.waitSeconds : passage.talk.to;
    }
}
