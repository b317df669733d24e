package pulso.command.tools;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell; numbers stand at the right. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... titles) {
        rows.add(List.of(titles));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintStream out) {
        int columns = rows.getFirst().size();
        var widths = new ArrayList<Integer>();
        var numeric = new ArrayList<Boolean>();
        for (int i = 0; i < columns; i++) {
            int column = i;
            widths.add(rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0));
            numeric.add(rows.stream()
                    .skip(1)
                    .map(row -> row.get(column))
                    .allMatch(cell -> cell.isEmpty() || Character.isDigit(cell.charAt(0)) || cell.equals("gone")));
        }
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                var cell = row.get(i);
                var gap = " ".repeat(widths.get(i) - cell.length());
                line.append(numeric.get(i) ? gap + cell : cell + gap).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
