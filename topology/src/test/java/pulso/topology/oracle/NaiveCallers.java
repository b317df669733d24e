package pulso.topology.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/** Whose caller had called before. */
final class NaiveCallers {
    private static final long SEVEN_DAYS = 7 * 86_400L;
    private static final Set<String> NOBODY =
            Set.of("", "anonymous", "unknown", "<unknown>", "restricted", "private", "unavailable", "withheld");

    private NaiveCallers() {}

    /** Marks the first passage of each inbound interaction with the seconds since the caller's former one. */
    static void mark(List<Visit> visits) {
        var first = new LinkedHashMap<String, Visit>();
        var callers = new LinkedHashMap<String, String>();
        for (var visit : visits) {
            var interaction = visit.channel + "/" + visit.callid;
            first.putIfAbsent(interaction, visit);
            var named = named(visit);
            if (named != null) {
                callers.putIfAbsent(interaction, named);
            }
        }
        var contacts = new TreeMap<String, List<Visit>>();
        for (var visit : first.values()) {
            var named = callers.get(visit.channel + "/" + visit.callid);
            var caller = named == null ? null : normalised(named);
            if (caller != null && !visit.queue.endsWith("->")) {
                contacts.computeIfAbsent(caller, _ -> new ArrayList<>()).add(visit);
            }
        }
        for (var ofCaller : contacts.values()) {
            ofCaller.sort(Comparator.<Visit, java.time.Instant>comparing(visit -> visit.enter)
                    .thenComparing(visit -> visit.channel.wireName())
                    .thenComparing(visit -> visit.callid));
            for (int i = 1; i < ofCaller.size(); i++) {
                var visit = ofCaller.get(i);
                long since =
                        visit.enter.getEpochSecond() - ofCaller.get(i - 1).enter.getEpochSecond();
                visit.sinceLastContact = since <= SEVEN_DAYS ? (Long) since : null;
            }
        }
    }

    private static @Nullable String named(Visit visit) {
        for (var row : visit.rows) {
            var caller = callerOf(row);
            if (Seen.name(caller) != null) {
                return caller;
            }
        }
        return null;
    }

    private static String callerOf(Seen row) {
        if (row.is("ENTERQUEUE", "REENTERQUEUE")) {
            return switch (row.channel()) {
                case TELEPHONY -> row.data(2);
                case WEBCHAT ->
                    Seen.name(row.data(2)) != null
                            ? row.data(2)
                            : Seen.name(row.data(3)) != null ? row.data(3) : row.data(1);
                case SMS, EMAIL, TWITTER, MESSENGER -> row.data(1);
                case FACEBOOK -> "";
            };
        }
        return row.is("CONNECT") && row.channel() != Channel.TELEPHONY ? row.data(3) : "";
    }

    private static @Nullable String normalised(String caller) {
        var text = caller.strip().toLowerCase(Locale.ROOT);
        if (NOBODY.contains(text)) {
            return null;
        }
        boolean isNumber = text.matches("[0-9 +\\-().:]*") && text.matches(".*[0-9].*");
        return isNumber ? text.replaceAll("[^0-9]", "") : text;
    }
}
