package pulso.topology.oracle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/**
 * The figures of a history by the rules' own words, from all its rows at once and at leisure: no state that grows with
 * arriving rows, and nothing shared with the folds. Where the two differ one of them has misread the rules.
 */
final class NaiveOracle {
    private final List<Seen> log;
    private final Instant now;
    private final Map<String, String> callidOfGuid;
    private final Map<String, Long> ratings;
    private boolean isAmbiguous;

    private final Figures figures = new Figures();

    private NaiveOracle(History history) {
        var rows = History.standing(history.rows());
        log = Seen.of(rows, history.zone());
        now = now(history, log).truncatedTo(ChronoUnit.MINUTES);
        callidOfGuid = guids(rows, log);
        ratings = NaiveRatings.of(rows);
    }

    /** The figures; null where the log can be read in two ways, so that only a person could say which one is right. */
    static @Nullable Figures figures(History history) {
        var oracle = new NaiveOracle(history);
        var figures = oracle.figures();
        return oracle.isAmbiguous ? null : figures;
    }

    private Figures figures() {
        var owned = new TreeMap<String, List<Seen>>();
        var restarts = new ArrayList<Seen>();
        var ownWrapUps = new ArrayList<Seen>();
        for (var row : log) {
            var callid = callid(row);
            if (row.is("QUEUESTART") && row.channel() == Channel.TELEPHONY) {
                restarts.add(row);
            } else if (callid != null) {
                owned.computeIfAbsent(row.channel() + "/" + callid, _ -> new ArrayList<>())
                        .add(row);
            } else if (Ends.isWrapUp(row)) {
                ownWrapUps.add(row);
            }
        }
        var interactions = new ArrayList<NaiveInteraction>();
        readTogether(owned, restarts).forEach((key, rows) -> interactions.add(interaction(key, rows, restarts)));
        var visits = new ArrayList<Visit>();
        var outbound = new ArrayList<NaiveOutbound.Ended>();
        var strayHolds = new ArrayList<StrayHolds.Hold>();
        for (var interaction : interactions) {
            visits.addAll(interaction.visits());
            ownWrapUps.addAll(interaction.ownWrapUps());
            outbound.addAll(interaction.outbound().ended());
            strayHolds.addAll(interaction.strayHolds().left());
        }
        visits.forEach(visit -> NaiveTalk.finish(visit, now));
        NaiveCallers.mark(visits);
        NaiveRatings.give(visits, ratings);
        visits.forEach(visit -> NaiveQueues.count(visit, figures));
        NaiveQueues.countRows(log, figures);
        NaiveQueues.countWrapUps(visits, ownWrapUps, figures);
        NaiveQueues.countOutbound(outbound, figures);
        new NaiveAgents(now, figures)
                .count(log, visits, new NaiveAgents.Alone(ownWrapUps, outbound, strayHolds), restarts);
        return figures;
    }

    private static NaiveInteraction interaction(String key, List<Seen> rows, List<Seen> restarts) {
        return new NaiveInteraction(rows.getFirst().channel(), key.substring(key.indexOf('/') + 1), rows, restarts);
    }

    /** An end that its own interaction does not explain may be of a conversation that began under another callid. */
    private Map<String, List<Seen>> readTogether(Map<String, List<Seen>> owned, List<Seen> restarts) {
        var alone = new LinkedHashMap<String, NaiveInteraction>();
        owned.forEach((key, rows) -> {
            if (key.startsWith(Channel.TELEPHONY + "/")) {
                alone.put(key, interaction(key, rows, restarts));
            }
        });
        var found = new HashSet<Visit>();
        var paired = new HashSet<Seen>();
        alone.forEach((key, interaction) -> {
            for (var end : interaction.strayEnds()) {
                alone.forEach((other, candidate) -> {
                    for (var visit : candidate.visits()) {
                        if (!other.equals(key) && NaiveTalk.canBeEndOf(end, visit)) {
                            boolean isClear = connects(owned.getOrDefault(other, List.of())) < 2
                                    && found.add(visit)
                                    && paired.add(end)
                                    && isClear(end, visit, owned.getOrDefault(key, List.of()));
                            isAmbiguous |= !isClear;
                            if (isClear) {
                                move(owned, key, other, end);
                            }
                        }
                    }
                });
            }
        });
        owned.values().removeIf(List::isEmpty);
        return owned;
    }

    /** Where a call was picked up more than once, an end brought to it shows others in another light. */
    private static long connects(List<Seen> rows) {
        return rows.stream().filter(row -> row.is("CONNECT")).count();
    }

    /** Whether the end is the only one that conversation could have, and plainly after its beginning. */
    private static boolean isClear(Seen end, Visit visit, List<Seen> ownRows) {
        boolean isOnly = ownRows.stream()
                .filter(row -> !row.is("FINISHWRAPUP") && Objects.equals(row.agent(), end.agent()))
                .allMatch(end::equals);
        return isOnly
                && visit.isWithoutEndAt(end)
                && visit.connect != null
                && end.at().isAfter(visit.connect.plusSeconds(1));
    }

    /** With the end go the wrap-ups of its agent. */
    private static void move(Map<String, List<Seen>> owned, String from, String to, Seen end) {
        var rows = owned.getOrDefault(from, List.of());
        var moving = rows.stream()
                .filter(row -> row.equals(end) || (row.is("FINISHWRAPUP") && Objects.equals(row.agent(), end.agent())))
                .toList();
        rows.removeAll(moving);
        owned.computeIfAbsent(to, _ -> new ArrayList<>()).addAll(moving);
    }

    /** Rows that know only a guid are of the call that it stands for. */
    private @Nullable String callid(Seen row) {
        boolean bearsGuid = row.event().startsWith("PHONE") || row.is("FINISHWRAPUP");
        var guid = row.is("FINISHWRAPUP") ? row.data(3) : row.data(2);
        return row.callid() == null && bearsGuid ? callidOfGuid.get(guid) : row.callid();
    }

    /** The log's own time: that of its last record, or of the database's clock after it. */
    private static Instant now(History history, List<Seen> log) {
        var now = history.end();
        for (var row : log) {
            now = row.at().isAfter(now) ? row.at() : now;
        }
        return now;
    }

    /** A guid of two calls is nobody's. */
    private void link(Map<String, String> callids, String guid, String callid) {
        var known = callids.putIfAbsent(guid, callid);
        isAmbiguous |= known != null && !known.equals(callid);
    }

    private Map<String, String> guids(List<LogRow> rows, List<Seen> log) {
        var callids = new HashMap<String, String>();
        for (var row : log) {
            var callid = row.callid();
            if (row.event().startsWith("PHONE") && callid != null && Seen.name(row.data(2)) != null) {
                link(callids, row.data(2), callid);
            }
        }
        for (var row : rows) {
            var guid = Seen.name(row.columns().get("guid"));
            var uniqueId = Seen.name(row.columns().get("uniqueid"));
            if (row.table().equals(LogRow.CDR) && guid != null && uniqueId != null) {
                link(callids, guid, uniqueId);
            }
        }
        return callids;
    }
}
