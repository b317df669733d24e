package pulso.command.questions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test that asks for it the same loaded ClickHouse, which stops after the last of them. */
final class LoadedOnce implements ParameterResolver {
    /** The loaded ClickHouse and its folder, which goes with it. */
    private record Loaded(Path folder, LoadedClickHouse clickHouse) implements AutoCloseable {
        static Loaded load() {
            try {
                var folder = Files.createTempDirectory("pulso-questions");
                return new Loaded(folder, new LoadedClickHouse(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            clickHouse.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LoadedClickHouse.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(LoadedOnce.class))
                .computeIfAbsent(LoadedOnce.class, _ -> Loaded.load(), Loaded.class)
                .clickHouse();
    }
}
