package pulso.wallboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One server-sent event as it goes over the wire, shared by all who get it. */
final class Frame {
    private final long number;
    private final byte[] bytes;

    private Frame(long number, byte[] bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    static Frame of(String stream, long number, String event, Map<String, @Nullable Object> data) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                ("id: " + stream + '-' + number + "\nevent: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(Json.bytes(data));
        bytes.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return new Frame(number, bytes.toByteArray());
    }

    long number() {
        return number;
    }

    int size() {
        return bytes.length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
