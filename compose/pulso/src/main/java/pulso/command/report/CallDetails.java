package pulso.command.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.source.RejectionReason;

/** What files of CDR_REPO tell of calls: which callid a guid stands for, and what the customer gave. */
final class CallDetails {
    private final List<Detail> details = new ArrayList<>();

    /** A row, as far as it is used. */
    record Detail(
            String uniqueId,
            @Nullable String guid,
            @Nullable Double rating,
            long second) {}

    void read(LogFile file, int number, String name, TimeText times, Tallies tallies) throws IOException {
        var fields = new Fields();
        for (var stretch = file.next(); stretch != null; stretch = file.next()) {
            var bytes = stretch.bytes();
            int from = stretch.start();
            long line = stretch.line();
            while (from < stretch.length()) {
                int end = file.layout().recordEnd(bytes, from, stretch.length(), stretch.isLast());
                if (end == Layout.MORE) {
                    break;
                }
                int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
                if (to > from) {
                    tallies.addRows(1);
                    if (file.layout().split(bytes, from, to, fields)) {
                        take(fields, times);
                    } else {
                        tallies.refuse(
                                RejectionReason.UNREADABLE,
                                name,
                                number,
                                line,
                                "not as many columns as there should be");
                    }
                }
                for (int i = from; i < end; i++) {
                    line += bytes[i] == '\n' ? 1 : 0;
                }
                line++;
                from = end + 1;
            }
            file.keep(stretch, Math.min(from, stretch.length()), line);
        }
    }

    private void take(Fields fields, TimeText times) {
        var uniqueId = EventDecoder.nameOf(fields.text(Column.UNIQUEID));
        var guid = EventDecoder.nameOf(fields.text(Column.GUID));
        var rating = rating(fields.text(Column.RATING));
        if (uniqueId != null && (guid != null || rating != null)) {
            var time = fields.text(Column.CALLDATE);
            var at = time == null ? null : times.instant(time.strip());
            details.add(new Detail(uniqueId, guid, rating, at == null ? 0 : at.getEpochSecond()));
        }
    }

    /** In whole hundredths; null where nobody rated. */
    private static @Nullable Double rating(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            var rating = new BigDecimal(text.strip()).setScale(2, RoundingMode.HALF_UP);
            return rating.signum() <= 0 ? null : (Double) rating.doubleValue();
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /** In the order of time. */
    List<Detail> inOrder() {
        return details.stream().sorted(Comparator.comparingLong(Detail::second)).toList();
    }
}
