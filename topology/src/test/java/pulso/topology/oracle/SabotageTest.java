package pulso.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.event.QueueEvent;
import pulso.topology.Centre;

/**
 * Rules broken one at a time, in the source of the folds: each must make some history come to other figures than the
 * oracle's. So a rule that could be dropped without a test going red is found here.
 */
class SabotageTest {
    private static final long FIRST_SEED = 1;
    private static final long MOST_HISTORIES = 600;
    private static final String FOLDS = "pulso.topology.";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldTurnRedForEachRuleThatIsBroken() throws Exception {
        var lines = new ArrayList<String>();
        var unnoticed = new ArrayList<String>();
        for (var sabotage : Sabotage.ALL) {
            long seed = caughtBy(sabotage);
            lines.add("%-62s %-28s %s"
                    .formatted(sabotage.rule(), sabotage.file(), seed == 0 ? "NOT NOTICED" : "seed " + seed));
            if (seed == 0) {
                unnoticed.add(sabotage.rule());
            }
        }
        System.out.println(
                "Rules broken one at a time, and the history that noticed:\n  " + String.join("\n  ", lines));
        assertThat(unnoticed).isEmpty();
        assertThat(Sabotage.ALL).hasSizeGreaterThanOrEqualTo(20);
    }

    /** The first history that comes to other figures for that reason alone; 0 when none does. */
    private long caughtBy(Sabotage sabotage) throws Exception {
        var classes = Files.createDirectory(folder.resolve(Integer.toString(sabotage.hashCode())));
        compile(sabotage, classes);
        try (var loader = new SabotagedLoader(classes)) {
            Method isRed = loader.loadClass(Verdict.class.getName()).getMethod("isRed", long.class);
            for (long seed = FIRST_SEED; seed < FIRST_SEED + MOST_HISTORIES; seed++) {
                if ((boolean) isRed.invoke(null, seed) && !Verdict.isRed(seed)) {
                    return seed;
                }
            }
            return 0;
        }
    }

    private static void compile(Sabotage sabotage, Path classes) throws IOException {
        var source = Files.readString(sources().resolve(sabotage.file() + ".java"));
        assertThat(source.split(Pattern.quote(sabotage.text()), -1))
                .as("the text that '%s' breaks stands once in %s", sabotage.rule(), sabotage.file())
                .hasSize(2);
        var broken = source.replace(sabotage.text(), sabotage.instead());
        var name = sabotage.file().substring(sabotage.file().indexOf('/') + 1);
        var compiler = ToolProvider.getSystemJavaCompiler();
        var options = List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath());
        var unit = List.<JavaFileObject>of(new Text(name, broken));
        assertThat(compiler.getTask(null, null, null, options, null, unit).call())
                .as("the broken %s compiles", sabotage.file())
                .isTrue();
    }

    /** Where the folds and what they use were loaded from, however tests are run. */
    private static String classPath() {
        return Stream.of(Centre.class, QueueEvent.class, Nullable.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The module's own sources, from wherever tests are run. */
    private static Path sources() {
        var inModule = Path.of("src/main/java/pulso/topology");
        return Files.isDirectory(inModule) ? inModule : Path.of("topology").resolve(inModule);
    }

    /** A source text in memory. */
    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Loads every class of the folds and of the oracle anew, the broken ones from their folder. */
    private static final class SabotagedLoader extends URLClassLoader {
        SabotagedLoader(Path classes) throws IOException {
            super(new URL[] {classes.toUri().toURL()}, SabotageTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(FOLDS)) {
                return super.loadClass(name, resolve);
            }
            var loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            var path = name.replace('.', '/') + ".class";
            var own = findResource(path);
            try (InputStream in = own == null ? getParent().getResourceAsStream(path) : own.openStream()) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                var bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
