package pulso.command.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Operation;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.topology.Centre;
import pulso.topology.intake.RowIntake;

/**
 * Folds files and composes the report. A log in the order of time is folded while it is read; any other is read whole
 * and sorted first.
 */
final class ReportRun {
    private static final String SOURCE = "file";
    private static final String CALL_DETAILS = "CDR_REPO";
    private static final int ROWS_BETWEEN_PROGRESS = 4096;

    private final ReportRequest request;
    private final List<Input> inputs;
    private final ReadingProgress progress;

    /**
     * A file.
     *
     * @param name what people call it
     */
    record Input(Path path, String name) {}

    /** A report, and the series that people see. */
    record Result(Report report, List<Composition.SeriesLine> series) {}

    ReportRun(ReportRequest request, List<Input> inputs, ReadingProgress progress) {
        this.request = request;
        this.inputs = inputs;
        this.progress = progress;
    }

    Result run() throws IOException {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        try (var decoding = Executors.newFixedThreadPool(threads)) {
            try {
                return fold(decoding, false);
            } catch (OutOfOrderException _) {
                return fold(decoding, true);
            }
        } catch (OutOfOrderException e) {
            throw new IllegalStateException("sorted rows are in order", e);
        } finally {
            progress.done();
        }
    }

    private Result fold(ExecutorService decoding, boolean sorting) throws IOException, OutOfOrderException {
        var tallies = new Tallies();
        var context = new FileFeed.Context(new TimeText(request.zone()), decoding, tallies);
        var feeds = new ArrayList<FileFeed>();
        try {
            var logs = new ArrayList<FileFeed>();
            var links = new ArrayList<Batch.CallLink>();
            for (int i = 0; i < inputs.size(); i++) {
                var input = inputs.get(i);
                var file = LogFile.open(input.path(), input.name());
                var feed = new FileFeed(file, input.name(), i, context);
                feeds.add(feed);
                if (file.layout().content() == Layout.Content.CALL_DETAILS) {
                    feed.all();
                    links.addAll(feed.links());
                } else {
                    logs.add(feed);
                }
            }
            var folding = new Folding(tallies, feeds);
            var events = new EventStream(logs, links, tallies);
            if (sorting) {
                events.sortAndStream(folding);
            } else {
                events.stream(folding);
            }
            return folding.result();
        } finally {
            for (var feed : feeds) {
                feed.close();
            }
        }
    }

    private final class Folding implements EventStream.Target {
        private final Tallies tallies;
        private final List<FileFeed> feeds;
        private final long expectedBytes;
        private final Sheet sheet;
        private final FoldOutput output;
        private final Centre centre;
        private @Nullable Instant first;
        private Instant last = Instant.MIN;
        private long rows;

        Folding(Tallies tallies, List<FileFeed> feeds) throws IOException {
            this.tallies = tallies;
            this.feeds = feeds;
            this.expectedBytes = sizes();
            this.sheet = new Sheet(request.window(), grain(), request.zone());
            this.output = new FoldOutput(sheet, request.queues(), tallies, this::place);
            this.centre = new Centre(SOURCE, request.zone(), RowIntake.Counts.create(), request.agentBucket(), output);
        }

        @Override
        public void event(QueueEvent event) {
            if (first == null) {
                first = event.at();
            }
            last = event.at();
            centre.take(event);
            rows++;
            if (rows % ROWS_BETWEEN_PROGRESS == 0) {
                progress.at(feeds.stream().mapToLong(FileFeed::bytesRead).sum(), expectedBytes, rows);
            }
        }

        @Override
        public void link(Batch.CallLink link) {
            Map<String, Object> columns =
                    Map.of("guid", link.guid(), "uniqueid", link.uniqueId(), "calldate", link.at());
            centre.take(new RowChange(
                    SOURCE,
                    CALL_DETAILS,
                    Operation.READ,
                    null,
                    new Row(columns),
                    link.at(),
                    1,
                    0,
                    "",
                    request.zone().getId()));
        }

        Result result() {
            var span = span();
            var asOf = span.asOf();
            if (asOf != null) {
                var end = asOf.isAfter(last) ? asOf : last;
                centre.heartbeat(new Heartbeat(SOURCE, end, end, ""));
            }
            output.settle();
            if (span.from() != null && asOf != null) {
                var open = new OpenTime(span.from(), asOf, sheet);
                output.states().forEach(state -> open.add(state, output, request.queues()));
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

        private String place(long offset) {
            return inputs.get(FileFeed.fileOf(offset)).name() + ':' + FileFeed.lineOf(offset);
        }
    }
}
