package pulso.wallboard;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The minutes of one queue, or of one agent's work for one queue, kept as the bytes they came in: a tenth of what objects
 * take. Sums of whole hours that a window asked for are kept until one of their minutes changes, so that a day costs at
 * most 24 sums and the minutes of one hour. Guarded by the board.
 *
 * @param <F> the figures that minutes add up to
 */
final class MinuteHistory<F> {
    private static final long MINUTE_SECONDS = 60;
    private static final long HOUR_MINUTES = 60;
    private static final long HOURS_KEPT = 48;

    private final TreeMap<Long, byte[]> valueByMinute = new TreeMap<>();
    private final Map<Long, F> sumByHour = new HashMap<>();
    private final Supplier<F> zero;
    private final BiConsumer<F, byte[]> addMinute;
    private final BiConsumer<F, F> addSum;

    MinuteHistory(Supplier<F> zero, BiConsumer<F, byte[]> addMinute, BiConsumer<F, F> addSum) {
        this.zero = zero;
        this.addMinute = addMinute;
        this.addSum = addSum;
    }

    void put(Instant minute, byte[] value) {
        long index = index(minute);
        valueByMinute.put(index, value);
        sumByHour.remove(index / HOUR_MINUTES);
    }

    void remove(Instant minute) {
        long index = index(minute);
        valueByMinute.remove(index);
        sumByHour.remove(index / HOUR_MINUTES);
    }

    /** Forgets what lies before an instant. */
    void forgetBefore(Instant oldest) {
        long index = index(oldest);
        valueByMinute.headMap(index).clear();
        sumByHour.keySet().removeIf(hour -> hour * HOUR_MINUTES < index);
    }

    boolean isEmpty() {
        return valueByMinute.isEmpty();
    }

    boolean isEmptyIn(Window.Span span) {
        var first = valueByMinute.ceilingKey(index(span.from()));
        return first == null || first > index(span.lastMinute());
    }

    int size() {
        return valueByMinute.size();
    }

    /** A sum of the span's minutes that belongs to the caller. */
    F over(Window.Span span) {
        var sum = zero.get();
        long to = index(span.lastMinute());
        for (long minute = index(span.from()); minute <= to; ) {
            if (minute % HOUR_MINUTES == 0 && minute + HOUR_MINUTES - 1 <= to) {
                addSum.accept(sum, hour(minute / HOUR_MINUTES));
                minute += HOUR_MINUTES;
            } else {
                long end = Math.min(to + 1, (minute / HOUR_MINUTES + 1) * HOUR_MINUTES);
                addMinutes(sum, minute, end);
                minute = end;
            }
        }
        return sum;
    }

    /** Boards ask for today and yesterday again and again; sums of older hours are not kept, they would fill the memory. */
    private F hour(long hour) {
        long oldestKept = valueByMinute.isEmpty() ? hour : valueByMinute.lastKey() / HOUR_MINUTES - HOURS_KEPT;
        if (hour < oldestKept) {
            return sumOfHour(hour);
        }
        if (sumByHour.size() > HOURS_KEPT) {
            sumByHour.keySet().removeIf(kept -> kept < oldestKept);
        }
        return sumByHour.computeIfAbsent(hour, this::sumOfHour);
    }

    private F sumOfHour(long hour) {
        var sum = zero.get();
        addMinutes(sum, hour * HOUR_MINUTES, (hour + 1) * HOUR_MINUTES);
        return sum;
    }

    private void addMinutes(F sum, long from, long end) {
        valueByMinute.subMap(from, end).values().forEach(value -> addMinute.accept(sum, value));
    }

    private static long index(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), MINUTE_SECONDS);
    }
}
