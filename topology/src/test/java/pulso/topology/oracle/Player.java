package pulso.topology.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Operation;
import pulso.schemas.webhook.WebhookEvent;
import pulso.topology.Centre;
import pulso.topology.intake.RowIntake;
import pulso.topology.webhook.WebhookRules;

/** Plays a history to the folds in one of the ways in which it can come to them. */
final class Player {
    private static final long REORDERED_MILLIS = 5000;

    private final Fold fold = new Fold();
    private final Centre centre;
    private final Map<String, Long> offsets = new HashMap<>();

    /** How a history comes. */
    enum Way {
        /** Each row as it is committed. */
        STREAM,
        /** All rows read at once. */
        SNAPSHOT,
        /** The first rows read at once, the others as they are committed; heartbeats between, and deletes of old rows. */
        SNAPSHOT_THEN_STREAM,
        /** Rows of one interaction in another order, as far as DESIGN 4.2 lets them. */
        REORDERED,
        /** All of it, and then all of it again. */
        TWICE;

        static Way of(History history) {
            return values()[
                    (int) Math.floorMod(history.seed() * 31 + history.rows().size(), (long) values().length)];
        }
    }

    private Player(History history) {
        centre = new Centre(LogRow.SOURCE, history.zone(), RowIntake.Counts.create(), fold, WebhookRules.DEFAULT);
    }

    static Fold play(History history, Way way) {
        var player = new Player(history);
        var random = new Random(history.seed());
        switch (way) {
            case STREAM -> history.rows().forEach(player::insert);
            case SNAPSHOT -> History.standing(history.rows()).forEach(player::read);
            case SNAPSHOT_THEN_STREAM -> player.snapshotThenStream(history, random);
            case REORDERED -> reordered(history, random).forEach(player::insert);
            case TWICE -> player.twice(history.with(withoutUpdates(history.rows())));
        }
        player.beat(history.end());
        return player.fold;
    }

    /** The events of a history that comes row by row, and how many more there are when all of it comes once more. */
    static Events events(History history) {
        var player = new Player(history.with(withoutUpdates(history.rows())));
        history.rows().forEach(player::insert);
        player.beat(history.end());
        var events = List.copyOf(player.fold.events);
        player.fold.events.clear();
        withoutUpdates(history.rows()).forEach(player::insert);
        player.beat(history.end());
        return new Events(events, List.copyOf(player.fold.events));
    }

    /** What a history told, and what it told when it came again. */
    record Events(List<WebhookEvent> first, List<WebhookEvent> again) {}

    private void snapshotThenStream(History history, Random random) {
        int cut = random.nextInt(history.rows().size() + 1);
        History.standing(history.rows().subList(0, cut)).forEach(this::read);
        for (var row : history.rows().subList(cut, history.rows().size())) {
            insert(row);
            if (random.nextInt(50) == 0) {
                centre.take(row.change(Operation.DELETE, offset(row)));
            }
            if (random.nextInt(10) == 0) {
                beat(row.committed());
            }
        }
    }

    private void twice(History history) {
        history.rows().forEach(this::insert);
        if (history.hasAmbiguousTimes()) {
            return;
        }
        beat(history.end());
        var before = fold.figures();
        fold.given = 0;
        history.rows().forEach(this::insert);
        if (fold.given > 0) {
            throw new AssertionError("rows that came again gave " + fold.given + " values: "
                    + Figures.differences(before, fold.figures()));
        }
    }

    /** A row that came again after its update would be a row of its own. */
    private static List<LogRow> withoutUpdates(List<LogRow> rows) {
        return History.standing(rows).stream()
                .map(row -> new LogRow(
                        row.table(), row.origId(), row.datetime(), row.columns(), row.committed(), row.group(), null))
                .toList();
    }

    /** Where a datetime stands for two moments the order of arrival says which, so nothing is reordered there. */
    static List<LogRow> reordered(History history, Random random) {
        if (history.hasAmbiguousTimes() || history.hasLateRows()) {
            return history.rows();
        }
        var keys = new HashMap<LogRow, Instant>();
        var rows = new ArrayList<LogRow>();
        for (var row : history.rows()) {
            boolean isInPlace = row.table().equals(LogRow.CDR) || row.before() != null;
            rows.add(row);
            keys.putIfAbsent(
                    row, isInPlace ? row.committed() : row.committed().plusMillis(random.nextLong(REORDERED_MILLIS)));
        }
        for (var row : history.rows()) {
            var before = row.before();
            if (before != null) {
                keys.put(before, before.committed());
            }
        }
        rows.sort(Comparator.comparing(row -> keys.getOrDefault(row, row.committed())));
        return rows;
    }

    private void insert(LogRow row) {
        centre.take(row.change(row.before() == null ? Operation.CREATE : Operation.UPDATE, offset(row)));
    }

    private void read(LogRow row) {
        centre.take(row.change(Operation.READ, offset(row)));
    }

    private long offset(LogRow row) {
        return offsets.merge(row.table(), 1L, Long::sum);
    }

    private void beat(Instant at) {
        centre.heartbeat(new Heartbeat(LogRow.SOURCE, at, at, ""));
    }

    /** What differs between oracle and folds, in words; empty when nothing does, or when the log cannot be judged. */
    static List<String> differences(History history, Way way) {
        var figures = NaiveOracle.figures(history);
        return figures == null ? List.of() : differences(figures, play(history, way));
    }

    static List<String> differences(Figures oracle, Fold fold) {
        var differences = new ArrayList<>(Figures.differences(oracle, fold.figures()));
        fold.brokenIdentities().forEach(minute -> differences.add("offered is not the sum of its parts in " + minute));
        return differences;
    }
}
