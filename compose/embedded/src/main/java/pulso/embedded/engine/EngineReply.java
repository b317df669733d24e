package pulso.embedded.engine;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request. Its status goes out with its first byte, so that an error before that can still be told as
 * one; after that an error can only be told by not ending the answer.
 */
final class EngineReply {
    private static final int BUFFER_BYTES = 1 << 16;

    private final HttpExchange exchange;
    private final EngineRequest request;
    private @Nullable OutputStream output;

    EngineReply(HttpExchange exchange, EngineRequest request) {
        this.exchange = exchange;
        this.request = request;
    }

    boolean hasStarted() {
        return output != null;
    }

    void header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    /** Sends the headers with the first call. */
    OutputStream output() throws IOException {
        var started = output;
        if (started == null) {
            started = encoded();
            output = started;
        }
        return started;
    }

    /** Everything is said and right; the connection can serve another request. */
    void end() throws IOException {
        if (output == null) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            output.close();
        }
        exchange.close();
    }

    void error(EngineException error) throws IOException {
        header("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
        plain(error.httpStatus(), error.body());
    }

    void plain(int status, byte[] body) throws IOException {
        header("Content-Type", "text/plain; charset=UTF-8");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private OutputStream encoded() throws IOException {
        var coding = request.acceptedCoding();
        coding.ifPresent(name -> header("Content-Encoding", name));
        exchange.sendResponseHeaders(200, 0);
        var plain = new BufferedOutputStream(exchange.getResponseBody(), BUFFER_BYTES);
        return switch (coding.orElse("")) {
            case "lz4" -> new LZ4FrameOutputStream(plain);
            case "zstd" -> new ZstdOutputStream(plain);
            case "gzip" -> new GZIPOutputStream(plain);
            default -> request.framesReply() ? CompressedBlocks.framing(plain) : plain;
        };
    }
}
