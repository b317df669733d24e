package pulso.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who reach the centre, by what they are known under: numbers, addresses, names. Some come again; the same number may call and write,
 * the same address write and chat, not always written alike. Nobody comes twice within ten seconds.
 */
final class Callers {
    private static final double COMES_AGAIN = 0.22;
    private static final int REMEMBERED = 6_000;
    private static final long PAUSE_MILLIS = 10_000;
    private static final List<String> HIDDEN = List.of(
            "anonymous", "Anonymous", "unknown", "<unknown>", "Restricted", "private", "unavailable", "withheld", "");
    private static final List<String> NAMES =
            List.of("Ana", "Bruno", "Clara", "Darío", "Elena", "Fabián", "Inés", "Óscar");

    private final Timeline timeline;
    private final Dice dice;
    private final List<Known> numbers = new ArrayList<>();
    private final List<Known> mails = new ArrayList<>();
    private final List<Known> names = new ArrayList<>();
    private final Map<String, List<Known>> handles = new LinkedHashMap<>();

    Callers(Timeline timeline, Dice dice) {
        this.timeline = timeline;
        this.dice = dice;
    }

    /** Who calls by telephone: now and then without telling his number. */
    Caller onThePhone() {
        return dice.chance(0.02) ? new Caller(dice.oneOf(HIDDEN), null) : number();
    }

    Caller number() {
        String key = one(numbers, () -> "09" + dice.between(1_000_000, 9_999_999));
        double form = dice.unit();
        String text = form < 0.9
                ? key
                : form < 0.95
                        ? key.substring(0, 3) + " " + key.substring(3, 6) + "-" + key.substring(6)
                        : "(" + key.substring(0, 3) + ") " + key.substring(3, 6) + "." + key.substring(6);
        return new Caller(text, key);
    }

    Caller mail() {
        String key = one(mails, () -> "cliente" + dice.between(10_000, 9_999_999) + "@example.com");
        return new Caller(dice.chance(0.1) ? key.toUpperCase(Locale.ROOT) : key, key);
    }

    Caller name() {
        String text = one(names, () -> dice.oneOf(NAMES) + " " + dice.between(100, 999_999));
        return new Caller(dice.chance(0.1) ? " " + text : text, text.toLowerCase(Locale.ROOT));
    }

    Caller handle(String prefix) {
        List<Known> known = handles.computeIfAbsent(prefix, _ -> new ArrayList<>());
        String key = one(known, () -> prefix + dice.between(100_000, 99_999_999));
        return new Caller(key, key);
    }

    private String one(List<Known> known, Supplier<String> fresh) {
        if (!known.isEmpty() && dice.chance(COMES_AGAIN)) {
            Known again = dice.oneOf(known);
            if (again.lastMillis < timeline.now() - PAUSE_MILLIS) {
                again.lastMillis = timeline.now();
                return again.text;
            }
        }
        Known first = new Known(fresh.get(), timeline.now());
        if (known.size() < REMEMBERED) {
            known.add(first);
        } else {
            known.set(dice.index(REMEMBERED), first);
        }
        return first.text;
    }

    /** @param key the one form in which all ways of writing him compare; null: nobody */
    record Caller(String text, @Nullable String key) {}

    private static final class Known {
        final String text;
        long lastMillis;

        Known(String text, long lastMillis) {
            this.text = text;
            this.lastMillis = lastMillis;
        }
    }
}
