package pulso.command.replay;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pulso.schemas.generation.Generation;
import pulso.schemas.generation.GenerationBook;

/** Shows the generations that there are, in the order in which they were begun. */
final class GenerationSheet {
    private static final String LINE = "%s %-16s %-9s %-16s %-16s %-16s %s%n";

    private final PrintStream out;
    private final DateTimeFormatter times;

    GenerationSheet(PrintStream out, ZoneId zone) {
        this.out = out;
        this.times = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
    }

    void print(GenerationBook book) {
        var current = book.current();
        out.printf(LINE, " ", "generation", "state", "begun", "from", "to", "parameters");
        if (book.find(current).isEmpty()) {
            print(Generation.first(current, Instant.EPOCH), true);
        }
        book.all().forEach(generation -> print(generation, generation.name().equals(current)));
        out.println("* is the current one: what the board, ClickHouse and webhooks tell");
    }

    private void print(Generation generation, boolean isCurrent) {
        out.printf(
                LINE,
                isCurrent ? "*" : " ",
                generation.name(),
                generation.state().name().toLowerCase(Locale.ROOT),
                generation.begunAt().equals(Instant.EPOCH) ? "at first" : times.format(generation.begunAt()),
                time(generation.from(), "all"),
                time(generation.to(), "follows"),
                generation.parameters().isEmpty()
                        ? "as by default"
                        : generation.parameters().replace('\n', ' '));
    }

    private String time(@Nullable Instant at, String none) {
        return at == null ? none : times.format(at.truncatedTo(ChronoUnit.MINUTES));
    }
}
