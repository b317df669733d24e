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
    /** With more differences than these, nobody reads them before knowing what they are of. */
    private static final int FEW = 20;

    private final Window window;
    private final Comparison.Result result;
    private final Selection selection;
    private final GenerationDiff diff;

    ComparisonText(Window window, Selection selection, Comparison.Result result, GenerationDiff diff) {
        this.window = window;
        this.selection = selection;
        this.result = result;
        this.diff = diff;
    }

    void print(PrintStream out) {
        long differing = result.queues().size() + (long) result.agents().size();
        out.printf(
                "%s against %s%s: %,d of %,d figures differ%s%n",
                window.right(),
                window.left(),
                bounds(),
                differing,
                result.figures(),
                selection.hasPassages()
                        ? ", %,d of %,d passages"
                                .formatted(result.changedPassages().size(), result.passages())
                        : "");
        if (result.inMotion() > 0) {
            out.printf("  %,d rows changed while they were compared, and are left out%n", result.inMotion());
        }
        if (differing > FEW) {
            summary(out);
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

    private void summary(PrintStream out) {
        out.printf("%n%-6s %-20s %9s %18s  %s%n", "", "kpi", "differing", "largest difference", "where");
        for (var summary : KpiSummary.of(result)) {
            var largest = summary.largest();
            out.printf(
                    "%-6s %-20s %,9d %18s  %s %s: %s -> %s%n",
                    summary.of(),
                    summary.kpi(),
                    summary.differing(),
                    text(summary.difference()),
                    largest.day(),
                    largest.of(),
                    text(largest.before()),
                    text(largest.after()));
        }
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
        tree.set("kpis", JSON.valueToTree(new TreeSet<>(selection.kpis())));
        tree.set("queueNames", JSON.valueToTree(new TreeSet<>(selection.queues())));
        tree.put("figuresCompared", result.figures());
        tree.put("passagesCompared", selection.hasPassages() ? result.passages() : null);
        tree.put("rowsInMotion", result.inMotion());
        summary(tree);
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

    private void summary(ObjectNode tree) {
        var list = tree.putArray("summary");
        for (var summary : KpiSummary.of(result)) {
            var each = list.addObject();
            each.put("of", summary.of());
            each.put("kpi", summary.kpi());
            each.put("differing", summary.differing());
            each.put("largestDifference", summary.difference());
            figure(each.putObject("largest"), summary.of(), summary.largest());
        }
    }

    private static void figures(ObjectNode tree, String name, String what, List<Comparison.Figure> figures) {
        var list = tree.putArray(name);
        for (var figure : figures) {
            figure(list.addObject(), what, figure);
        }
    }

    private static void figure(ObjectNode into, String what, Comparison.Figure figure) {
        into.put("source", figure.source());
        into.put(what, figure.of());
        into.put("day", figure.day().toString());
        into.put("kpi", figure.kpi());
        into.set("before", JSON.valueToTree(figure.before()));
        into.set("after", JSON.valueToTree(figure.after()));
    }
}
