import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code check} fails when a Java file under the working directory is not formatted; {@code apply} formats it; {@code skip} looks at nothing. */
public final class Format {
    private static final List<String> SKIPPED = List.of("target", "node_modules", ".git");

    private Format() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("skip")) {
            return;
        }
        var apply = args.length > 0 && args[0].equals("apply");
        var style = JavaFormatterOptions.Style.PALANTIR;
        var formatter = Formatter.createFormatter(
                JavaFormatterOptions.builder().style(style).build());
        var wrong = new ArrayList<Path>();
        List<Path> files;
        try (var walk = Files.walk(Path.of("."))) {
            files = walk.filter(path -> path.toString().endsWith(".java"))
                    .filter(Format::isOurs)
                    .sorted()
                    .toList();
        }
        for (var file : files) {
            var source = Files.readString(file);
            var formatted = formatter.formatSource(
                    ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(source), style));
            if (!formatted.equals(source)) {
                wrong.add(file);
                if (apply) {
                    Files.writeString(file, formatted);
                }
            }
        }
        System.out.printf("format: %d files, %d %s%n", files.size(), wrong.size(), apply ? "rewritten" : "wrong");
        if (!apply && !wrong.isEmpty()) {
            wrong.forEach(file -> System.out.println("  not formatted: " + file));
            System.out.println("Mend with: mvn -q validate -pl build-config -Dpulso.format=apply");
            System.exit(1);
        }
    }

    private static boolean isOurs(Path path) {
        for (var part : path) {
            if (SKIPPED.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }
}
