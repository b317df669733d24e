package pulso.command.replay;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.ClickHouseSink;
import pulso.clickhouse.Reaction;
import pulso.clickhouse.SinkStatus;
import pulso.command.Broker;
import pulso.command.Folding;
import pulso.command.GenerationLog;
import pulso.command.GenerationWatch;
import pulso.command.Installation;
import pulso.command.Parts;
import pulso.schemas.generation.Generation;
import pulso.schemas.generation.GenerationBook;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.SchemaRegistry;

/**
 * Folds a generation until it has all that was asked for, and follows what comes when it has no end. It stops when it is
 * asked to, and when the generation is handed over to those who run all the time.
 */
final class ReplayRun {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long FEW = 100;

    private final Installation installation;
    private final Generation generation;
    private final Set<String> onlyTables;
    private final boolean isInClickHouse;
    private final PrintStream out;
    private final List<CentreReplay> centres = new ArrayList<>();
    private final CountDownLatch handedOver = new CountDownLatch(1);
    private @Nullable ClickHouseSink sink;
    private String said = "";

    /**
     * @param generation as it stands in {@code pulso.generations}
     * @param onlyTables the tables to read; empty for all
     */
    ReplayRun(
            Installation installation,
            Generation generation,
            Set<String> onlyTables,
            boolean isInClickHouse,
            PrintStream out) {
        this.installation = installation;
        this.generation = generation;
        this.onlyTables = onlyTables;
        this.isInClickHouse = isInClickHouse;
        this.out = out;
    }

    /** How it ended. */
    enum End {
        COMPLETE,
        HANDED_OVER,
        STOPPED
    }

    /** Blocks until the end; {@code stop} ends it earlier, to be resumed. */
    End run(Broker broker, SchemaRegistry registry, Parts parts, CountDownLatch stop) throws InterruptedException {
        var config = installation.config();
        TopicCreation.ensure(
                broker.admin(),
                config.replication(),
                Topics.derived(generation.name()).all());
        var log = new GenerationLog(broker.bootstrapServers(), registry);
        parts.add("generations", GenerationWatch.start(log, this::lookAt));
        var state = parts.add("state folder", new StateFolder(generation.name()));
        var folding = new Folding(config, broker.bootstrapServers(), registry, generation, false, state.path());
        for (var source : config.sources()) {
            var centre =
                    parts.add("folds of " + source.name(), CentreReplay.start(broker, folding, source, onlyTables));
            centres.add(centre);
            centre.shortened().forEach(said -> out.println("  " + said));
        }
        if (isInClickHouse) {
            sink = parts.add(
                    "clickhouse sink", ClickHouseSink.start(folding.hiddenSink(installation.clickHouse()), registry));
        }
        if (!catchUp(broker, stop)) {
            return handedOver.getCount() == 0 ? End.HANDED_OVER : End.STOPPED;
        }
        if (generation.state() == Generation.State.BUILDING) {
            log.write(generation.withState(Generation.State.COMPLETE));
        }
        return generation.to() == null ? follow(stop) : End.COMPLETE;
    }

    /** What was folded, in words, once it is caught up. */
    private void summarise(ReplayPage page, long expected) {
        long rows = 0;
        long rejected = 0;
        for (var centre : centres) {
            rows += centre.streams().counts().rows().sum();
            rejected += centre.streams().counts().rejected().sum();
        }
        double seconds = page.elapsed().toMillis() / 1e3;
        out.printf(
                "%s is complete: %,d records in %s (%,.0f records/s), %,d rows folded, %,d rejected%n",
                generation.name(),
                expected,
                ReplayPage.text(page.elapsed()),
                seconds <= 0 ? 0 : expected / seconds,
                rows,
                rejected);
        out.flush();
    }

    private boolean catchUp(Broker broker, CountDownLatch stop) throws InterruptedException {
        var page = new ReplayPage(out);
        long expected = centres.stream().mapToLong(CentreReplay::expected).sum();
        while (!stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            centres.forEach(CentreReplay::look);
            long behind = behindClickHouse();
            page.draw(centres.stream().mapToLong(CentreReplay::done).sum(), expected, behind);
            requireSink();
            if (centres.stream().allMatch(CentreReplay::hasCaughtUp) && isInTables(broker, behind)) {
                page.end();
                summarise(page, expected);
                return true;
            }
            if (handedOver.getCount() == 0) {
                page.end();
                return false;
            }
        }
        page.end();
        return false;
    }

    /**
     * What the sink itself knows of its lag may be a moment old: at an end, what is acknowledged decides. Where the
     * generation follows what comes, ClickHouse is never without a record for long.
     */
    private boolean isInTables(Broker broker, long behind) {
        var running = sink;
        if (running == null) {
            return !isInClickHouse;
        }
        if (generation.to() == null) {
            return behind >= 0 && behind < FEW;
        }
        var reading = running.ofGeneration();
        return behind == 0 && broker.hasRead(reading.group(), reading.topics());
    }

    private End follow(CountDownLatch stop) throws InterruptedException {
        out.printf(
                "%1$s follows what comes. Compare: ./pulso replay --compare %1$s; make it the current one:"
                        + " ./pulso replay --promote %1$s. Ctrl-C stops it; ./pulso replay --as %1$s --resume goes on.%n",
                generation.name());
        out.flush();
        while (!stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            if (handedOver.getCount() == 0) {
                return End.HANDED_OVER;
            }
        }
        return End.STOPPED;
    }

    private void lookAt(GenerationBook book) {
        var now = book.find(generation.name());
        if (now.isEmpty()
                || (now.orElseThrow().state() == Generation.State.PROMOTED
                        && !now.orElseThrow().equals(generation))) {
            handedOver.countDown();
        }
    }

    /** Records that are in topics and not in ClickHouse; negative while that is not known. */
    private long behindClickHouse() {
        var running = sink;
        if (running == null) {
            return isInClickHouse ? -1 : 0;
        }
        var status = running.status();
        return status.tables().isEmpty()
                ? -1
                : status.tables().stream()
                        .mapToLong(SinkStatus.TableStatus::lagRecords)
                        .sum();
    }

    private void requireSink() {
        var running = sink;
        if (running == null) {
            return;
        }
        var hindrance = running.status().failure();
        if (hindrance != null && !hindrance.message().equals(said)) {
            said = hindrance.message();
            out.println("ClickHouse is not ready, tried again: " + said);
        }
        for (var table : running.status().tables()) {
            var failure = table.failure();
            if (failure != null && failure.reaction() == Reaction.STOP) {
                throw new IllegalStateException("ClickHouse, " + table.table() + ": " + failure.message());
            }
        }
    }

    /** What the folds keep on disk while they run; their state itself is in topics. */
    private static final class StateFolder implements AutoCloseable {
        private final Path path;

        StateFolder(String generation) {
            try {
                path = Files.createTempDirectory("pulso-replay-" + generation + '-');
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a folder for the folds", e);
            }
        }

        Path path() {
            return path;
        }

        @Override
        public void close() throws IOException {
            try (var files = Files.walk(path)) {
                for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
