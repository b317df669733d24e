package pulso.wallboard;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;

/**
 * The passages behind a figure, and the rows behind a passage. Which passages count is decided here, by the rules and
 * targets of the board, so their number is the figure; the archive only finds them.
 */
final class PassageReader {
    private final Board board;
    private final WallboardConfig config;
    private final @Nullable PassageArchive archive;
    private final Clocks clocks;
    private final List<Column<Passage>> columns;

    PassageReader(Board board, WallboardConfig config, @Nullable PassageArchive archive) {
        this.board = board;
        this.config = config;
        this.archive = archive;
        this.clocks = new Clocks(config, board);
        this.columns = PassageColumns.of(clocks, new Privacy(config.masking()));
    }

    List<Column<Passage>> columns() {
        return columns;
    }

    Map<String, @Nullable Object> page(PassageQuery query, Instant asOf) {
        var shown = new BoardReader(board, config, query.shown());
        var body = Answers.head(shown, asOf, shown.sources(asOf));
        var kpi = query.kpi();
        body.put("kpi", kpi == null ? null : kpi.id());
        var passages = new ArrayList<Map<String, @Nullable Object>>();
        var last = new ArrayList<PassageArchive.Place>();
        var next = new ArrayList<String>();
        read(query, asOf, passage -> {
            if (passages.size() == query.limit()) {
                next.add(PassageCursor.of(last.getLast()));
                return false;
            }
            last.clear();
            last.add(PassageArchive.Place.of(passage));
            passages.add(Column.json(columns, passage));
            return true;
        });
        body.put("passages", passages);
        body.put("next", next.isEmpty() ? null : next.getFirst());
        return body;
    }

    /** Gives every passage that counts, in order, until the taker says that it is enough. */
    void read(PassageQuery query, Instant asOf, Predicate<Passage> taker) {
        var spans = new HashMap<String, Window.Span>();
        var from = Instant.MAX;
        var to = Instant.MIN;
        for (var source : query.shown().sources()) {
            var span = query.shown().window().at(asOf, clocks.zone(source, asOf));
            spans.put(source, span);
            from = span.from().isBefore(from) ? span.from() : from;
            var end = span.lastMinute().plusSeconds(60);
            to = end.isAfter(to) ? end : to;
        }
        var judge = new Judge(board.settings(), query.shown().asked());
        var selection = selection(query, asOf);
        var wanted = query.wanted(from, to);
        lookUp(passages -> {
            passages.passages(
                    wanted, passage -> !counts(query, passage, spans, selection, judge) || taker.test(passage));
            return true;
        });
    }

    /** One interaction: its passages, and its rows table by table. */
    Map<String, @Nullable Object> interaction(String source, Channel channel, String interaction, Instant asOf) {
        var passages = lookUp(from -> from.interaction(source, channel, interaction));
        if (passages.isEmpty()) {
            throw new RequestRefused(
                    404,
                    "unknown-interaction",
                    "no passage of " + source + ", " + channel.wireName() + ", " + interaction + " is known",
                    "GET /api/v1/passages lists those of a window");
        }
        var guids = new TreeSet<String>();
        passages.forEach(passage -> {
            var guid = passage.guid();
            if (guid != null) {
                guids.add(guid);
            }
        });
        var rows = lookUp(from -> from.rows(source, channel, interaction, guids));
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("asOf", clocks.time(source, asOf));
        body.put("timezone", clocks.zone(source, asOf).getId());
        body.put(
                "passages",
                passages.stream().map(each -> Column.json(columns, each)).toList());
        body.put("rows", rows);
        return body;
    }

    private Selection selection(PassageQuery query, Instant asOf) {
        synchronized (board) {
            return new Selection(query.shown(), board, asOf);
        }
    }

    private static boolean counts(
            PassageQuery query, Passage passage, Map<String, Window.Span> spans, Selection selection, Judge judge) {
        var span = spans.get(passage.source());
        var moment = switch (query.figure().by()) {
            case ENTER -> passage.enter();
            case TALK_END -> passage.talkEnd();
            case WRAP_UP_END -> passage.wrapUpEnd();
        };
        var minute = passage.enter().truncatedTo(ChronoUnit.MINUTES);
        return span != null
                && moment != null
                && span.holds(moment.truncatedTo(ChronoUnit.MINUTES))
                && selection.shows(new QueueKey(passage.source(), passage.channel(), passage.queue()))
                && query.allows(passage)
                && query.figure().test().counts(passage, judge.target(passage.source(), passage.queue(), minute));
    }

    private interface Look<R> {
        R at(PassageArchive archive);
    }

    private <R> R lookUp(Look<R> look) {
        if (archive == null) {
            throw new RequestRefused(
                    400,
                    "no-archive",
                    "passages that have ended are kept in ClickHouse, and none is configured for this board",
                    "open=true lists those that are open now");
        }
        try {
            return look.at(archive);
        } catch (RequestRefused e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RequestRefused(
                    503, "archive", "ClickHouse cannot be asked for passages: " + e.getMessage(), "try again later");
        }
    }

    /** The parts of {@code {source}/{channel}/{interaction}}. */
    static List<String> parts(String path) {
        var parts = path.split("/", 3);
        if (parts.length < 3 || List.of(parts).contains("")) {
            throw new RequestRefused(
                    404,
                    "not-found",
                    "an interaction is named by its source, its channel and its id",
                    "GET /api/v1/passages/{source}/{channel}/{interaction}");
        }
        return List.of(
                RequestParameters.nameInPath(parts[0]),
                RequestParameters.nameInPath(parts[1]),
                RequestParameters.nameInPath(parts[2]));
    }
}
