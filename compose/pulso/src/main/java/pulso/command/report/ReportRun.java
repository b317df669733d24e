package pulso.command.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.LogTable;
import pulso.topology.bulk.BulkFold;
import pulso.topology.bulk.LogOrderException;

/**
 * Folds files and composes the report. A log in the order of time is folded while it is read; any other is read whole
 * first.
 */
final class ReportRun {
    private static final String SOURCE = "file";

    private final ReportRequest request;
    private final List<Input> inputs;
    private final ReadingProgress progress;

    /**
     * A file.
     *
     * @param name what people call it
     * @param table whose rows it holds
     */
    record Input(Path path, String name, LogTable table) {}

    /** A report, and the series that people see. */
    record Result(Report report, List<Composition.SeriesLine> series) {}

    ReportRun(ReportRequest request, List<Input> inputs, ReadingProgress progress) {
        this.request = request;
        this.inputs = inputs;
        this.progress = progress;
    }

    Result run() throws IOException {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        try (var workers = Executors.newFixedThreadPool(threads)) {
            try {
                return fold(workers, true);
            } catch (LogOrderException _) {
                return fold(workers, false);
            }
        } catch (LogOrderException e) {
            throw new IllegalStateException("a log that is read whole can be in any order", e);
        } finally {
            progress.done();
        }
    }

    private Result fold(Executor workers, boolean inOrder) throws IOException, LogOrderException {
        var tallies = new Tallies();
        var times = new TimeText(request.zone());
        var details = new CallDetails();
        var feeds = new ArrayList<LogFeed>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                var input = inputs.get(i);
                var file = LogFile.open(input.path(), input.name());
                if (file.layout().content() == Layout.Content.CALL_DETAILS) {
                    try (file) {
                        details.read(file, i, input.name(), times, tallies);
                    }
                } else {
                    var origin =
                            new FileBlock.Origin(input.name(), i, input.table(), file.layout(), new Texts(), tallies);
                    feeds.add(new LogFeed(file, origin, times));
                }
            }
            var folding = new Folding(tallies, workers, inOrder);
            details.inOrder().forEach(folding::detail);
            var logs = new LogSet(feeds);
            if (!inOrder) {
                logs.readWhole();
            }
            logs.giveTo(folding);
            return folding.result();
        } finally {
            for (var feed : feeds) {
                feed.close();
            }
        }
    }

    private final class Folding implements LogSet.Target {
        private final Tallies tallies;
        private final long expectedBytes;
        private final long[] bytesRead = new long[inputs.size()];
        private final Sheet sheet;
        private final FoldOutput output;
        private final BulkFold fold;
        private @Nullable Instant first;
        private Instant last = Instant.MIN;

        Folding(Tallies tallies, Executor workers, boolean inOrder) throws IOException {
            this.tallies = tallies;
            this.expectedBytes = sizes();
            this.sheet = new Sheet(request.window(), grain(), request.zone());
            this.output = new FoldOutput(
                    sheet, request.queues(), tallies, file -> inputs.get(file).name());
            this.fold = new BulkFold(new BulkFold.Options(SOURCE, request.bucket(), inOrder, workers), output);
        }

        @Override
        public void rows(FileBlock block, int from, int to) throws LogOrderException {
            if (from == 0) {
                tallies.addRows(block.records());
                bytesRead[block.origin().number()] = block.endPosition();
                notice(block);
                long read = 0;
                for (long bytes : bytesRead) {
                    read += bytes;
                }
                progress.at(read, expectedBytes, tallies.rows());
            }
            fold.add(block, from, to);
        }

        void detail(CallDetails.Detail detail) {
            if (detail.guid() != null) {
                fold.link(detail.guid(), detail.uniqueId());
            }
            if (detail.rating() != null) {
                fold.rate(detail.uniqueId(), detail.rating());
            }
        }

        private void notice(FileBlock block) {
            var earliest = block.earliest();
            var latest = block.latest();
            if (earliest != null && (first == null || earliest.isBefore(first))) {
                first = earliest;
            }
            if (latest != null && latest.isAfter(last)) {
                last = latest;
            }
        }

        Result result() {
            var span = span();
            var asOf = span.asOf();
            if (asOf != null) {
                fold.finish(asOf.isAfter(last) ? asOf : last);
            }
            if (span.from() != null && asOf != null) {
                var open = new OpenTime(span.from(), asOf, sheet);
                output.agents().forEach(agent -> open.add(agent, request.queues()));
            }
            var composition = new Composition(request, sheet, span);
            return new Result(composition.report(tallies), composition.series());
        }

        private Composition.Span span() {
            var window = request.window();
            if (first == null) {
                return new Composition.Span(window.from(), window.to(), window.to());
            }
            var grain = grain();
            var from = window.from() == null ? grain.floor(first, request.zone()) : window.from();
            var to = window.to() == null ? grain.next(grain.floor(last, request.zone()), request.zone()) : window.to();
            return new Composition.Span(from, to, window.to() == null ? last : window.to());
        }

        private Grain grain() {
            return request.grain() == null ? Grain.HOUR : request.grain();
        }

        private long sizes() throws IOException {
            long bytes = 0;
            for (var input : inputs) {
                bytes += Files.size(input.path());
            }
            return bytes;
        }
    }
}
