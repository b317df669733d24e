package pulso.command.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import pulso.clickhouse.Generations;
import pulso.command.ConfigException;
import pulso.command.Folding;
import pulso.command.ProgressReader;
import pulso.schemas.generation.Generation;

/**
 * Makes a generation the current one. Whoever followed it lets go first, so that nothing later than the moment of
 * promotion is folded by a process that tells nobody; then its history is filled up from the former generation, and last
 * the promotion is written, which all roles follow.
 */
final class Promotion {
    /** Behind the live source by less than this, nobody sees a difference. */
    private static final Duration CAUGHT_UP = Duration.ofSeconds(2);

    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(20);
    private static final Duration HANDING_OVER_LIMIT = Duration.ofSeconds(60);
    private static final Duration TAKING_OVER_LIMIT = Duration.ofSeconds(90);
    /** Every process has heard of the promotion before the first row that it concerns. */
    private static final Duration NOTICE = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(250);

    private final ReplayCommand.Desk desk;
    private final ProgressReader progress;
    private final PrintStream out;

    Promotion(ReplayCommand.Desk desk) {
        this.desk = desk;
        this.progress = new ProgressReader(desk.broker().bootstrapServers(), desk.registry());
        this.out = desk.out();
    }

    void promote(String name, boolean isForced, boolean isInClickHouse) throws InterruptedException {
        var log = desk.log();
        var book = log.read();
        var generation = desk.require(name);
        if (book.current().equals(name)) {
            throw new ConfigException("generation '" + name + "' is the current one already");
        }
        if (FileTopics.isFromFile(desk.broker(), name)) {
            throw new ConfigException("generation '" + name + "' holds the rows of a file alone: it is there to"
                    + " be compared, and --drop deletes it");
        }
        if (!isForced) {
            requireComplete(generation);
        }
        var former = book.find(book.current()).orElseGet(() -> Generation.first(book.current(), Instant.EPOCH));
        if (book.find(former.name()).isEmpty()) {
            log.write(former);
        }
        out.printf("%s hands over: whoever follows it lets go%n", name);
        log.write(new Generation(
                name,
                generation.parent(),
                Generation.State.PROMOTED,
                generation.begunAt(),
                generation.from(),
                generation.to(),
                generation.parameters(),
                generation.promotedAt()));
        if (!await(HANDING_OVER_LIMIT, () -> members(name) == 0)) {
            log.write(generation);
            throw new IllegalStateException(
                    "a process still follows " + name + ": stop it (Ctrl-C), then promote again");
        }
        try {
            fillUp(former, generation, isInClickHouse);
        } catch (RuntimeException e) {
            log.write(generation);
            throw e;
        }
        log.write(generation.promoted(moment()));
        out.printf("%s is the current generation%n", name);
        report(name);
    }

    /** What the generation does not cover itself comes from the one before it. */
    private void fillUp(Generation former, Generation generation, boolean isInClickHouse) {
        if (generation.from() != null || generation.to() != null) {
            long copied = new HistoryCopy(desk.broker(), desk.registry(), generation).from(former.name());
            out.printf("  %,d records of the time that it does not cover copied from %s%n", copied, former.name());
        }
        if (isInClickHouse) {
            showInClickHouse(former, generation);
        }
    }

    private void requireComplete(Generation generation) throws InterruptedException {
        if (generation.state() == Generation.State.BUILDING) {
            throw new ConfigException("generation '" + generation.name()
                    + "' is not complete: let it end, or resume it with --as " + generation.name() + " --resume");
        }
        if (generation.to() == null && !await(CATCH_UP_LIMIT, () -> isCaughtUp(generation.name()))) {
            throw new ConfigException("generation '" + generation.name()
                    + "' is behind what happens now: let it catch up with ./pulso replay --as " + generation.name()
                    + " --resume");
        }
    }

    private boolean isCaughtUp(String generation) {
        return desk.installation().config().sources().stream().allMatch(source -> {
            var said = progress.ofSource(source.name());
            var folded = progress.ofGeneration(generation, source.name());
            return said.isEmpty()
                    || (folded.isPresent()
                            && !folded.orElseThrow()
                                    .databaseTime()
                                    .isBefore(said.orElseThrow().databaseTime().minus(CAUGHT_UP)));
        });
    }

    private int members(String generation) {
        return desk.installation().config().sources().stream()
                .mapToInt(source -> desk.broker().members(Folding.applicationId(generation, source.name())))
                .sum();
    }

    private void showInClickHouse(Generation former, Generation generation) {
        var config = desk.installation().config();
        try (var databases = Generations.open(
                desk.installation().clickHouse(),
                config.clickHouseUser(),
                config.clickHousePassword(),
                config.storage())) {
            if (generation.from() != null || generation.to() != null) {
                databases
                        .inherit(
                                generation.name(),
                                new Generations.Former(former.name(), generation.from(), generation.to()))
                        .forEach(table -> out.printf("  %s: %,d rows copied%n", table.table(), table.rows()));
            }
            databases.promote(generation.name());
        }
    }

    /** By the later of this machine's clock and the sources': no row that is folded yet was committed after it. */
    private Instant moment() {
        var moment = Instant.now();
        for (var source : desk.installation().config().sources()) {
            var said = progress.ofSource(source.name());
            if (said.isPresent() && said.orElseThrow().databaseTime().isAfter(moment)) {
                moment = said.orElseThrow().databaseTime();
            }
        }
        return moment.plus(NOTICE);
    }

    /** Whether those who run all the time have gone on with it. */
    private void report(String name) throws InterruptedException {
        var promotedAt = Objects.requireNonNull(desk.require(name).promotedAt());
        boolean isTaken = await(
                TAKING_OVER_LIMIT,
                () -> desk.installation().config().sources().stream()
                        .allMatch(source -> progress.ofGeneration(name, source.name())
                                .filter(heartbeat -> !heartbeat.databaseTime().isBefore(promotedAt))
                                .isPresent()));
        out.println(
                isTaken
                        ? "  it is folded by the Pulso that runs all the time"
                        : "  no running Pulso has gone on with it within " + TAKING_OVER_LIMIT.toSeconds()
                                + " s: the next one that starts will");
    }

    private interface Condition {
        boolean holds();
    }

    private static boolean await(Duration limit, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }
}
