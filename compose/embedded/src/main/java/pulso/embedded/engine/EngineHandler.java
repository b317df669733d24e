package pulso.embedded.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** ClickHouse's HTTP interface: takes a statement and its data out of a request and gives back what the engine says. */
final class EngineHandler implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(EngineHandler.class.getName());

    /** An INSERT's data are looked for this far into a body; ClickHouse reads as much before it calls a query too long. */
    private static final int STATEMENT_BYTES = 1 << 18;

    private static final int LONGEST_STATEMENT_BYTES = 1 << 25;
    private static final byte[] OK = "Ok.\n".getBytes(StandardCharsets.US_ASCII);

    private final Sessions sessions;
    private final String zone;

    EngineHandler(Sessions sessions) {
        this.sessions = sessions;
        this.zone = sessions.ask("SELECT timezone()");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = new EngineRequest(exchange);
        var reply = new EngineReply(exchange, request);
        try {
            if (request.comesFromAWebPage()) {
                reply.plain(403, "Requests of web pages are refused\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            var isGet = exchange.getRequestMethod().equals("GET");
            var path = exchange.getRequestURI().getPath();
            if (path.equals("/ping")
                    || (path.equals("/") && isGet && request.query().isEmpty())) {
                reply.plain(200, OK);
            } else if (path.equals("/")) {
                answer(request, reply);
            } else {
                reply.plain(404, ("There is no " + path + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (EngineException e) {
            if (reply.hasStarted()) {
                throw new IOException("Broken off, because the end of the result cannot be had", e);
            }
            skipRest(exchange);
            reply.error(e);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "A connection broke", e);
            throw e;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A request failed", e);
            throw new IOException("Broken off", e);
        }
    }

    /** Reads what the client still sends, so that it comes to read the answer; the statement may have closed the body. */
    private static void skipRest(HttpExchange exchange) {
        try {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The body was read to its end or is gone", e);
        }
    }

    /** A statement and, for an INSERT, where its data come from. */
    private record Work(Statement statement, InputStream data) {}

    private void answer(EngineRequest request, EngineReply reply) throws IOException {
        if (!request.user().equals("default") || !request.password().isEmpty()) {
            throw new EngineException(
                    EngineException.AUTHENTICATION_FAILED,
                    "AUTHENTICATION_FAILED",
                    request.user() + ": Authentication failed: the one user here is default, without a password");
        }
        reply.header("X-ClickHouse-Query-Id", request.queryId());
        reply.header("X-ClickHouse-Timezone", zone);
        reply.header("X-ClickHouse-Server-Display-Name", "pulso-embedded");
        reply.header("Content-Type", "application/octet-stream");
        var work = work(request);
        try (var lease = sessions.lease(request)) {
            run(work, lease.connection(), request, reply);
        }
        reply.end();
    }

    private static void run(Work work, EngineConnection connection, EngineRequest request, EngineReply reply)
            throws IOException {
        var statement = work.statement();
        var format = statement.format().isEmpty() ? request.defaultFormat() : statement.format();
        reply.header("X-ClickHouse-Format", format);
        switch (statement.kind()) {
            case INSERT_DATA -> {
                try (var result =
                        connection.insert(statement.sql(), statement.format(), request.parameters(), work.data())) {
                    reply.header("X-ClickHouse-Summary", result.summary());
                }
            }
            case SELECT -> {
                var header = PartHeader.ofStreamed(format);
                if (header.isPresent() && !request.waitsForTheEnd()) {
                    stream(statement.sql(), format, header.orElseThrow(), connection, request, reply);
                } else {
                    materialise(statement.sql(), format, connection, request, reply);
                }
            }
            case OTHER -> materialise(statement.sql(), format, connection, request, reply);
        }
    }

    private static void stream(
            String sql,
            String format,
            PartHeader header,
            EngineConnection connection,
            EngineRequest request,
            EngineReply reply)
            throws IOException {
        connection.stream(sql, format, request.parameters(), part -> {
            var from = reply.hasStarted() ? header.length(part) : 0;
            part.writeTo(reply.output(), from);
        });
    }

    private static void materialise(
            String sql, String format, EngineConnection connection, EngineRequest request, EngineReply reply)
            throws IOException {
        try (var result = connection.query(sql, format, request.parameters())) {
            reply.header("X-ClickHouse-Summary", result.summary());
            if (result.length() > 0) {
                result.writeTo(reply.output(), 0);
            }
        }
    }

    /** The statement stands in the URL, in the body, or begins in the one and goes on in the other. */
    private static Work work(EngineRequest request) throws IOException {
        var body = request.body();
        var inUrl = request.query();
        if (!inUrl.isEmpty()) {
            var statement = Statement.parse(inUrl + "\n");
            if (statement.kind() == Statement.Kind.INSERT_DATA) {
                return insertWork(inUrl + "\n", statement, body, request);
            }
        }
        var read = body.readNBytes(STATEMENT_BYTES);
        var text = (inUrl.isEmpty() ? "" : inUrl + "\n") + new String(read, StandardCharsets.ISO_8859_1);
        if (read.length == STATEMENT_BYTES) {
            if (text.stripLeading().regionMatches(true, 0, "INSERT", 0, 6)) {
                var statement = Statement.parse(text);
                if (statement.kind() == Statement.Kind.INSERT_DATA) {
                    return insertWork(text, statement, body, request);
                }
            }
            text = whole(text, body);
        }
        if (text.isBlank()) {
            throw new EngineException(EngineException.SYNTAX_ERROR, "SYNTAX_ERROR", "Empty query");
        }
        var statement = Statement.parse(text);
        return statement.kind() == Statement.Kind.INSERT_DATA
                ? insertWork(text, statement, body, request)
                : new Work(statement, InputStream.nullInputStream());
    }

    private static Work insertWork(String text, Statement statement, InputStream rest, EngineRequest request)
            throws IOException {
        // The values themselves may name parameters, which the engine puts in only where it sees the whole statement.
        if (statement.format().equals("Values") && !request.parameters().isEmpty()) {
            return new Work(
                    new Statement(Statement.Kind.OTHER, whole(text, rest), "", 0), InputStream.nullInputStream());
        }
        var begun = text.substring(statement.dataStart()).getBytes(StandardCharsets.ISO_8859_1);
        return new Work(statement, new SequenceInputStream(new ByteArrayInputStream(begun), rest));
    }

    private static String whole(String begun, InputStream rest) throws IOException {
        var more = rest.readNBytes(LONGEST_STATEMENT_BYTES);
        if (more.length == LONGEST_STATEMENT_BYTES) {
            throw new EngineException(
                    EngineException.SYNTAX_ERROR,
                    "SYNTAX_ERROR",
                    "The statement is longer than " + LONGEST_STATEMENT_BYTES + " bytes");
        }
        return begun + new String(more, StandardCharsets.ISO_8859_1);
    }
}
