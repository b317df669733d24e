package pulso.command.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.GenerationDiff;
import pulso.clickhouse.GenerationDiff.Part;
import pulso.clickhouse.GenerationDiff.Window;

/** Tells a comparison: as lines for people, or as one JSON object. */
final class ComparisonText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PASSAGES_SHOWN = 10;
    private static final int FIGURES_SHOWN = 200;

    private final Window window;
    private final Comparison.Result result;
    private final GenerationDiff diff;

    ComparisonText(Window window, Comparison.Result result, GenerationDiff diff) {
        this.window = window;
        this.result = result;
        this.diff = diff;
    }

    void print(PrintStream out) {
        long differing = result.queues().size() + (long) result.agents().size();
        out.printf(
                "%s against %s%s: %,d of %,d figures differ, %,d of %,d passages%n",
                window.right(),
                window.left(),
                bounds(),
                differing,
                result.figures(),
                result.changedPassages().size(),
                result.passages());
        if (result.inMotion() > 0) {
            out.printf("  %,d rows changed while they were compared, and are left out%n", result.inMotion());
        }
        figures(out, "queue", result.queues());
        figures(out, "agent", result.agents());
        var shown = result.changedPassages().stream().limit(PASSAGES_SHOWN).toList();
        if (!shown.isEmpty()) {
            out.printf(
                    "%nPassages, the first %d of %,d:%n",
                    shown.size(), result.changedPassages().size());
        }
        for (var key : shown) {
            out.println("  " + String.join(" ", GenerationDiff.parts(key)));
            changes(key)
                    .forEach((column, values) ->
                            out.printf("    %-28s %s -> %s%n", column, values.get(0), values.get(1)));
        }
        out.flush();
    }

    private String bounds() {
        return (window.from() == null ? "" : " from " + window.from())
                + (window.to() == null ? "" : " to " + window.to());
    }

    private void figures(PrintStream out, String what, List<Comparison.Figure> figures) {
        if (figures.isEmpty()) {
            return;
        }
        out.printf("%n%-10s %-36s %-20s %14s %14s%n", "day", what, "kpi", window.left(), window.right());
        for (var figure : figures.stream().limit(FIGURES_SHOWN).toList()) {
            out.printf(
                    "%-10s %-36s %-20s %14s %14s%n",
                    figure.day(), figure.of(), figure.kpi(), text(figure.before()), text(figure.after()));
        }
        if (figures.size() > FIGURES_SHOWN) {
            out.printf("... and %,d more: --json tells all%n", figures.size() - FIGURES_SHOWN);
        }
    }

    private static String text(@Nullable Number number) {
        if (number == null) {
            return "unknown";
        }
        return number instanceof Double value && value != Math.rint(value)
                ? "%.4f".formatted(value)
                : "" + number.longValue();
    }

    /** Columns whose values differ, in both versions; a version that is not there has nothing but dashes. */
    private Map<String, List<String>> changes(String key) {
        var before = diff.row(Part.PASSAGES, window.left(), key);
        var after = diff.row(Part.PASSAGES, window.right(), key);
        var columns = new TreeSet<>(before.keySet());
        columns.addAll(after.keySet());
        var changes = new TreeMap<String, List<String>>();
        for (var column : columns) {
            var old = before.getOrDefault(column, "-");
            var now = after.getOrDefault(column, "-");
            if (!old.equals(now)) {
                changes.put(column, List.of(old, now));
            }
        }
        return changes;
    }

    void printJson(PrintStream out) {
        var tree = JSON.createObjectNode();
        tree.put("before", window.left());
        tree.put("after", window.right());
        tree.put("from", window.from() == null ? null : String.valueOf(window.from()));
        tree.put("to", window.to() == null ? null : String.valueOf(window.to()));
        tree.put("figuresCompared", result.figures());
        tree.put("passagesCompared", result.passages());
        tree.put("rowsInMotion", result.inMotion());
        figures(tree, "queues", "queue", result.queues());
        figures(tree, "agents", "agent", result.agents());
        tree.put("passagesDiffering", result.changedPassages().size());
        var passages = tree.putArray("passages");
        for (var key : result.changedPassages().stream().limit(PASSAGES_SHOWN).toList()) {
            var passage = passages.addObject();
            passage.set("key", JSON.valueToTree(GenerationDiff.parts(key)));
            var changed = passage.putObject("changed");
            changes(key).forEach((column, values) -> changed.set(column, JSON.valueToTree(new ArrayList<>(values))));
        }
        out.println(tree);
        out.flush();
    }

    private static void figures(ObjectNode tree, String name, String what, List<Comparison.Figure> figures) {
        var list = tree.putArray(name);
        for (var figure : figures) {
            var each = list.addObject();
            each.put("source", figure.source());
            each.put(what, figure.of());
            each.put("day", figure.day().toString());
            each.put("kpi", figure.kpi());
            each.set("before", JSON.valueToTree(figure.before()));
            each.set("after", JSON.valueToTree(figure.after()));
        }
    }
}
