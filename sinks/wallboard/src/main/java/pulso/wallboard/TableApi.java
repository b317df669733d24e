package pulso.wallboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ClickHouse's views, and questions in SQL, within limits. */
final class TableApi {
    static final String VIEWS = "/api/v1/views";
    static final String QUERY = "/api/v1/query";
    static final int MAX_BODY_BYTES = 64 * 1024;

    private static final int DEFAULT_ROWS = 1_000;
    private static final int MAX_JSON_ROWS = 10_000;
    private static final int VIEW_SECONDS = 60;
    private static final int QUERY_SECONDS = 10;
    private static final long MEMORY_BYTES = 1L << 30;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("(Nullable\\(|LowCardinality\\()*(U?Int|Float|Decimal).*");
    private static final Pattern TIME = Pattern.compile("(Nullable\\(|LowCardinality\\()*Date.*");
    private static final Pattern TRUTH = Pattern.compile("(Nullable\\()*Bool.*");

    private final @Nullable TableArchive tables;
    private final WallboardConfig config;
    private final AdminToken admin;

    TableApi(WallboardConfig config, @Nullable TableArchive tables) {
        this.config = config;
        this.tables = tables;
        this.admin = AdminToken.in(config.dataFolder());
    }

    /**
     * What is asked of a view.
     *
     * @param limit the most rows that are given
     */
    record ViewQuery(String name, TableArchive.@Nullable Moment from, TableArchive.@Nullable Moment to, int limit) {}

    Map<String, @Nullable Object> list() {
        return body("views", look(TableArchive::views));
    }

    /**
     * @param isExport a file may have more rows than an answer in JSON
     */
    ViewQuery viewQuery(String name, RequestParameters given, boolean isExport, ZoneId zone) {
        given.allowOnly(BoardQuery.orderedSet("from", "to", "limit"));
        var known = look(TableArchive::views);
        if (!known.contains(name)) {
            throw new RequestRefused(404, "unknown-view", "no view '" + name + "'", Nearest.hint(name, known));
        }
        int most = isExport ? Export.MAX_ROWS : MAX_JSON_ROWS;
        var limit = given.number("limit", most);
        return new ViewQuery(
                name,
                moment("from", given, zone),
                moment("to", given, zone),
                limit == null ? (isExport ? most : DEFAULT_ROWS) : Math.max(1, limit));
    }

    private static TableArchive.@Nullable Moment moment(String name, RequestParameters given, ZoneId zone) {
        var text = given.text(name);
        if (text == null) {
            return null;
        }
        var instant = SettingsBody.moment(name, text.replace(' ', '+'), zone);
        return new TableArchive.Moment(instant, instant.atZone(zone).toLocalDateTime());
    }

    Map<String, @Nullable Object> view(ViewQuery query) {
        var answer = new Answer(query.limit());
        look(archive -> {
            archive.view(query.name(), query.from(), query.to(), limits(VIEW_SECONDS, query.limit() + 1), answer);
            return true;
        });
        var body = body("view", query.name());
        body.putAll(answer.body());
        return body;
    }

    /** Likewise into a file. */
    void view(ViewQuery query, ExportApi export, ZoneId zone, Instant asOf) {
        export.write(
                query.name(),
                zone,
                asOf,
                sheet -> look(archive -> {
                    archive.view(
                            query.name(),
                            query.from(),
                            query.to(),
                            limits(VIEW_SECONDS, query.limit() + 1),
                            new ToSheet(sheet, query.limit()));
                    return true;
                }));
    }

    /** Only who holds the admin token or the query token may ask in SQL. */
    void requireToken(@Nullable String authorization) {
        var scheme = "Bearer ";
        var presented = authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? authorization.substring(scheme.length()).strip()
                : "";
        if (!admin.matches(presented) && !AdminToken.isSame(config.queryToken(), presented)) {
            throw new RequestRefused(
                    401,
                    "token-needed",
                    "queries need the admin token or the query token",
                    "send 'Authorization: Bearer TOKEN'; the admin token is in the file " + AdminToken.FILE
                            + " of the data folder");
        }
    }

    Map<String, @Nullable Object> query(byte[] body) {
        String sql;
        try {
            var node = JSON.readTree(body);
            var text = node == null ? null : node.get("sql");
            if (text == null || !text.isTextual() || node.size() != 1) {
                throw new RequestRefused(400, "bad-body", "the body is not {\"sql\": \"SELECT …\"}", "nothing else");
            }
            sql = QueryGuard.check(text.textValue());
        } catch (JsonProcessingException e) {
            throw new RequestRefused(400, "bad-body", "the body is no JSON", "{\"sql\": \"SELECT …\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var answer = new Answer(MAX_JSON_ROWS);
        look(archive -> {
            archive.query(sql, limits(QUERY_SECONDS, MAX_JSON_ROWS), answer);
            return true;
        });
        return answer.body();
    }

    private static TableArchive.Limits limits(int seconds, int rows) {
        return new TableArchive.Limits(seconds, rows, MEMORY_BYTES);
    }

    private static Map<String, @Nullable Object> body(String name, @Nullable Object value) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put(name, value);
        return body;
    }

    private interface Look<R> {
        R at(TableArchive archive);
    }

    private <R> R look(Look<R> look) {
        if (tables == null) {
            throw new RequestRefused(
                    400,
                    "no-archive",
                    "this needs ClickHouse, and none is configured for this board",
                    "set clickhouse.url");
        }
        try {
            return look.at(tables);
        } catch (RequestRefused e) {
            throw e;
        } catch (TableArchive.QuestionRefused e) {
            throw new RequestRefused(
                    400, "clickhouse", String.valueOf(e.getMessage()), "this is ClickHouse's own message");
        } catch (RuntimeException e) {
            throw new RequestRefused(
                    503, "archive", "ClickHouse cannot be asked: " + e.getMessage(), "try again later");
        }
    }

    /** An answer in memory. */
    private static final class Answer implements TableArchive.Taker {
        private final int limit;
        private final List<TableArchive.Head> heads = new ArrayList<>();
        private final List<List<@Nullable Object>> rows = new ArrayList<>();
        private boolean isCut;

        private Answer(int limit) {
            this.limit = limit;
        }

        @Override
        public void heads(List<TableArchive.Head> newHeads) {
            heads.addAll(newHeads);
        }

        @Override
        public boolean row(List<@Nullable Object> values) {
            isCut = rows.size() == limit;
            if (!isCut) {
                rows.add(values);
            }
            return !isCut;
        }

        private Map<String, @Nullable Object> body() {
            var body = TableApi.body("columns", heads);
            body.put("rows", rows);
            body.put("truncated", isCut);
            return body;
        }
    }

    private static final class ToSheet implements TableArchive.Taker {
        private final Sheet sheet;
        private final int limit;
        private int rows;

        private ToSheet(Sheet sheet, int limit) {
            this.sheet = sheet;
            this.limit = limit;
        }

        @Override
        public void heads(List<TableArchive.Head> heads) {
            try {
                sheet.heads(heads.stream()
                        .map(head -> new Sheet.Head(head.name(), kind(head.type())))
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean row(List<@Nullable Object> values) {
            if (rows == limit) {
                return ExportApi.endsAt(limit);
            }
            rows++;
            ExportApi.put(sheet, values);
            return true;
        }

        private static Column.Kind kind(String type) {
            if (TIME.matcher(type).matches()) {
                return Column.Kind.TIME;
            }
            if (TRUTH.matcher(type).matches()) {
                return Column.Kind.TRUTH;
            }
            return NUMBER.matcher(type).matches() ? Column.Kind.NUMBER : Column.Kind.TEXT;
        }
    }
}
