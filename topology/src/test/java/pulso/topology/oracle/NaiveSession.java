package pulso.topology.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.topology.oracle.Visit.Stretch;

/** One agent's logins, breaks and pauses. What lasts has no end. */
final class NaiveSession {
    private static final Duration LONGEST_LOGIN = Duration.ofHours(16);

    private final List<Seen> restarts;
    private final List<Stretch> logins = new ArrayList<>();
    private final List<Stretch> breaks = new ArrayList<>();
    private final List<Stretch> pauses = new ArrayList<>();
    private @Nullable Instant login;
    private @Nullable Instant breakSince;
    private @Nullable Instant pauseSince;

    NaiveSession(List<Seen> rows, List<Seen> restarts, Instant now) {
        this.restarts = restarts;
        rows.forEach(this::read);
        if (login != null && !login.plus(LONGEST_LOGIN).isAfter(now)) {
            close(login.plus(LONGEST_LOGIN));
        }
        if (login != null) {
            logins.add(new Stretch(null, login, null));
        }
        if (breakSince != null) {
            breaks.add(new Stretch(null, breakSince, null));
        }
        if (pauseSince != null) {
            pauses.add(new Stretch(null, pauseSince, null));
        }
    }

    List<Stretch> logins() {
        return logins;
    }

    List<Stretch> breaks() {
        return within(breaks);
    }

    List<Stretch> pauses() {
        return minus(within(pauses), breaks());
    }

    private void read(Seen row) {
        switch (row.event()) {
            case "AGENTLOGIN" -> login(row);
            case "AGENTLOGOFF" -> logoff(row);
            case "BREAK" -> breakSince = breakSince == null ? row.at() : breakSince;
            case "UNBREAK" -> {
                absence(breaks, breakSince, row, row.number(3));
                breakSince = null;
            }
            case "REALPAUSE" -> pauseSince = pauseSince == null ? row.at() : pauseSince;
            case "REALUNPAUSE" -> {
                absence(pauses, pauseSince, row, row.number(1));
                pauseSince = null;
            }
            default -> throw new IllegalArgumentException(row.event());
        }
    }

    /** One whose start was not logged is rebuilt from its length. */
    private static void absence(List<Stretch> absences, @Nullable Instant since, Seen end, @Nullable Long length) {
        if (since != null) {
            absences.add(new Stretch(null, since, end.at()));
        } else if (length != null) {
            absences.add(new Stretch(null, end.at().minusSeconds(length), end.at()));
        }
    }

    private void login(Seen row) {
        var since = login;
        if (since != null) {
            var forgotten = since.plus(LONGEST_LOGIN);
            var restart = restarts.stream()
                    .map(Seen::at)
                    .filter(at -> at.isAfter(since) && !at.isAfter(row.at()))
                    .findFirst()
                    .orElse(null);
            if (restart == null && row.at().isBefore(forgotten)) {
                return;
            }
            close(restart == null || forgotten.isBefore(restart) ? forgotten : restart);
        }
        login = row.at();
    }

    private void logoff(Seen row) {
        var length = row.number(1) != null ? row.number(1) : row.number(2);
        var began = login;
        if (began != null && row.at().isAfter(began.plus(LONGEST_LOGIN))) {
            boolean isStated = length != null
                    && Math.abs(Duration.between(began.plusSeconds(length), row.at())
                                    .toSeconds())
                            <= 2;
            if (!isStated) {
                close(began.plus(LONGEST_LOGIN));
            }
        }
        if (login == null && length != null) {
            var start = row.at().minusSeconds(length);
            var before = logins.isEmpty() ? null : logins.getLast().to;
            login = before != null && start.isBefore(before) ? before : start;
        }
        close(row.at());
    }

    private void close(Instant at) {
        if (login != null && login.isBefore(at)) {
            logins.add(new Stretch(null, login, at));
        }
        if (breakSince != null) {
            breaks.add(new Stretch(null, breakSince, at));
        }
        if (pauseSince != null) {
            pauses.add(new Stretch(null, pauseSince, at));
        }
        login = null;
        breakSince = null;
        pauseSince = null;
    }

    private List<Stretch> within(List<Stretch> absences) {
        var over = absences.stream().filter(absence -> absence.to != null).toList();
        var lasting = absences.stream().filter(absence -> absence.to == null).toList();
        var within = new ArrayList<Stretch>();
        for (var login : logins) {
            var until = login.to == null ? Instant.MAX : login.to;
            within.addAll(NaiveTalk.union(over, login.from, until));
            for (var part : NaiveTalk.union(lasting, login.from, until)) {
                within.add(new Stretch(null, part.from, Instant.MAX.equals(part.to) ? null : part.to));
            }
        }
        return within;
    }

    private static List<Stretch> minus(List<Stretch> from, List<Stretch> what) {
        var left = new ArrayList<>(from);
        for (var out : what) {
            var outTo = out.to == null ? Instant.MAX : out.to;
            var next = new ArrayList<Stretch>();
            for (var stretch : left) {
                var to = stretch.to == null ? Instant.MAX : stretch.to;
                if (!out.from.isBefore(to) || !stretch.from.isBefore(outTo)) {
                    next.add(stretch);
                    continue;
                }
                if (stretch.from.isBefore(out.from)) {
                    next.add(new Stretch(null, stretch.from, out.from));
                }
                if (outTo.isBefore(to)) {
                    next.add(new Stretch(null, outTo, stretch.to));
                }
            }
            left = next;
        }
        return left;
    }
}
