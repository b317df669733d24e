package pulso.command;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pulso.embedded.Durability;
import pulso.embedded.EmbeddedClickHouse;
import pulso.embedded.EmbeddedKafka;
import pulso.embedded.EmbeddedMariaDb;
import pulso.embedded.Ports;

/** The servers that a configuration leaves to us, started side by side, and the addresses of those that are there. */
final class Servers {
    private final PulsoConfig config;
    private final Parts parts;
    private final Executor threads =
            task -> Thread.ofPlatform().name("pulso-start").start(task);

    Servers(PulsoConfig config, Parts parts) {
        this.config = config;
        this.parts = parts;
    }

    /** Says at once that a port of this very process is taken, before any work is done that would be in vain. */
    void requireOwnPorts(boolean wallboard) {
        if (wallboard) {
            var unusedAsItOnlyHasToBeFree = Ports.claim("the wallboard", config.httpPort());
        }
        if (config.kafkaBootstrap() == null) {
            var unusedAsItOnlyHasToBeFree = Ports.claim("kafka", config.kafkaPort());
        }
    }

    CompletableFuture<String> kafka() {
        var configured = config.kafkaBootstrap();
        return configured != null
                ? CompletableFuture.completedFuture(configured)
                : start(() -> parts.add(
                                "kafka", EmbeddedKafka.start(config.data().resolve("kafka"), config.kafkaPort()))
                        .bootstrapServers());
    }

    CompletableFuture<URI> clickHouse() {
        var configured = config.clickHouseUrl();
        return configured != null
                ? CompletableFuture.completedFuture(configured)
                : start(() -> URI.create(parts.add(
                                "clickhouse",
                                EmbeddedClickHouse.start(config.data().resolve("clickhouse"), config.clickHousePort()))
                        .url()));
    }

    CompletableFuture<EmbeddedMariaDb> mariaDb(int port) {
        return start(() -> parts.add(
                "mariadb",
                EmbeddedMariaDb.start(
                        config.data().resolve("mariadb"), port, config.source().zone(), Durability.SAFE)));
    }

    private <T> CompletableFuture<T> start(Supplier<T> starting) {
        return CompletableFuture.supplyAsync(starting, threads);
    }

    /** The result; what went wrong comes as it was thrown. */
    static <T> T await(CompletableFuture<T> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    static @Nullable Throwable rootCause(@Nullable Throwable problem) {
        var cause = problem;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
