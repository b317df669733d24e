package pulso.topology.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Outcome;

/** The customer's rating of a call: of the last answered passage of the interaction that CDR_REPO names. */
final class NaiveRatings {
    /** Of two that entered at once, the later in the log. */
    private static final Comparator<Visit> LATER =
            Comparator.<Visit, Instant>comparing(visit -> visit.enter).thenComparingInt(visit -> visit.ordinal);

    private NaiveRatings() {}

    /** In hundredths, by callid; the latest row of a call says. */
    static Map<String, Long> of(List<LogRow> rows) {
        var ratings = new HashMap<String, Long>();
        for (var row : rows) {
            var callid = Seen.name(row.columns().get("uniqueid"));
            if (!row.table().equals(LogRow.CDR) || callid == null) {
                continue;
            }
            var text = row.columns().getOrDefault("rating", "");
            ratings.remove(callid);
            if (text.matches("\\d+(\\.\\d+)?")) {
                long hundredths = new BigDecimal(text)
                        .movePointRight(2)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
                if (hundredths > 0) {
                    ratings.put(callid, hundredths);
                }
            }
        }
        return ratings;
    }

    static void give(List<Visit> visits, Map<String, Long> ratings) {
        ratings.forEach((callid, hundredths) -> visits.stream()
                .filter(visit -> visit.channel == Channel.TELEPHONY
                        && visit.callid.equals(callid)
                        && visit.outcome == Outcome.ANSWERED)
                .reduce((last, visit) -> LATER.compare(last, visit) > 0 ? last : visit)
                .ifPresent(visit -> visit.ratingHundredths = hundredths));
    }
}
