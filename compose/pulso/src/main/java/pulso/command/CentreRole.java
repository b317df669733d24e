package pulso.command;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.generation.Generation;
import pulso.topology.stream.CentreStreams;

/**
 * The topology role of one source: folds the generation that people see. When another one is promoted, it folds both
 * until the new one has caught up and the old one has passed the moment of promotion; then the old one ends.
 */
final class CentreRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CentreRole.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** A source that says nothing for so long after a promotion has nothing left to be folded by the old generation. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final SourceConfig source;
    private final ProgressReader progress;
    private final Function<Generation, Folding> foldings;
    private volatile CentreFolds shown;
    private @Nullable CentreFolds leaving;
    private @Nullable CentreFolds coming;
    private @Nullable Thread changing;
    private volatile boolean closed;

    private CentreRole(
            SourceConfig source, ProgressReader progress, Function<Generation, Folding> foldings, Generation first) {
        this.source = source;
        this.progress = progress;
        this.foldings = foldings;
        this.shown = CentreFolds.start(foldings.apply(first), source);
    }

    /**
     * Starts with the generation that people see.
     *
     * @param former the one that they saw before, which goes on where this process or another was stopped while one took
     *     the other's place; null for none
     */
    static CentreRole start(
            SourceConfig source,
            ProgressReader progress,
            Function<Generation, Folding> foldings,
            Generation current,
            @Nullable Generation former) {
        var role = new CentreRole(source, progress, foldings, current);
        var promotedAt = current.promotedAt();
        if (former != null && promotedAt != null && role.isOwing(former.name(), promotedAt)) {
            LOG.info("{} of {} goes on up to the promotion of {}", former.name(), source.name(), current.name());
            role.end(CentreFolds.start(foldings.apply(former), source), promotedAt);
        }
        return role;
    }

    /** How far the folds are behind. */
    FoldLag lag() {
        return shown.lag();
    }

    /** The running folds; null while the snapshot is not complete. */
    @Nullable
    CentreStreams streams() {
        return shown.streams();
    }

    /** Why the folds cannot start, tried again each second; null while all is well. */
    @Nullable
    String trouble() {
        return shown.trouble();
    }

    /** Folds another generation in the place of the one that is shown. Returns at once. */
    synchronized void follow(Generation promoted) {
        if (closed || shown.generation().equals(promoted.name())) {
            return;
        }
        settle();
        var next = CentreFolds.start(foldings.apply(promoted), source);
        var former = shown;
        coming = next;
        leaving = former;
        var promotedAt = promoted.promotedAt() == null ? Instant.now() : promoted.promotedAt();
        former.leaveAt(promotedAt);
        changing = Thread.ofVirtual().name("pulso-change-" + source.name()).start(() -> {
            await(next::isCaughtUp);
            await(() -> !isOwing(former.generation(), promotedAt));
            finish(former, next);
        });
    }

    /** A change that is under way ends here: what was coming is shown, what was leaving is gone. */
    private void settle() {
        var thread = changing;
        if (thread != null) {
            thread.interrupt();
        }
        var former = leaving;
        if (former != null) {
            finish(former, coming == null ? shown : coming);
        }
    }

    private synchronized void finish(CentreFolds former, CentreFolds next) {
        if (former.equals(leaving)) {
            leaving = null;
            coming = null;
            changing = null;
            shown = next;
            Thread.ofVirtual().start(former::close);
            LOG.info("{} of {} is folded instead of {}", next.generation(), source.name(), former.generation());
        }
    }

    private synchronized void end(CentreFolds former, Instant promotedAt) {
        leaving = former;
        former.leaveAt(promotedAt);
        changing = Thread.ofVirtual().name("pulso-change-" + source.name()).start(() -> {
            await(() -> !isOwing(former.generation(), promotedAt));
            finish(former, shown);
        });
    }

    private void await(BooleanSupplier condition) {
        try {
            while (!closed && !condition.getAsBoolean()) {
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a generation has not folded all up to a moment; one of which nothing is there owes nothing. */
    private boolean isOwing(String generation, Instant until) {
        try {
            var last = progress.ofGeneration(generation, source.name());
            return last.isPresent()
                    && last.orElseThrow().databaseTime().isBefore(until)
                    && Instant.now().isBefore(until.plus(SILENCE));
        } catch (RuntimeException e) {
            LOG.warn("it is not known how far {} of {} is", generation, source.name(), e);
            return Instant.now().isBefore(until.plus(SILENCE));
        }
    }

    @Override
    public void close() {
        @Nullable CentreFolds former;
        @Nullable CentreFolds next;
        synchronized (this) {
            closed = true;
            former = leaving;
            next = coming;
            if (changing != null) {
                changing.interrupt();
            }
        }
        if (former != null && !former.equals(shown)) {
            former.close();
        }
        if (next != null && !next.equals(shown)) {
            next.close();
        }
        shown.close();
    }
}
