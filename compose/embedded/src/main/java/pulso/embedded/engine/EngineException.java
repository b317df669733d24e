package pulso.embedded.engine;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** An error as ClickHouse tells it: a code that drivers read, and {@code Code: NN. DB::Exception: ...} for people. */
final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int SYNTAX_ERROR = 62;
    static final int NOT_IMPLEMENTED = 48;
    static final int UNKNOWN_SETTING = 115;
    static final int BAD_REQUEST_PARAMETER = 36;
    static final int UNKNOWN_FORMAT_OF_DATA = 117;
    static final int UNKNOWN_COMPRESSION_METHOD = 89;
    static final int SESSION_IS_LOCKED = 373;
    static final int AUTHENTICATION_FAILED = 516;
    private static final int UNKNOWN = 1001;
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");

    private final int code;

    private EngineException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** An error of this layer, told as the engine would. */
    EngineException(int code, String name, String words) {
        this(code, "Code: " + code + ". DB::Exception: " + words + ". (" + name + ")");
    }

    /** @param message the engine's, one char per byte */
    static EngineException of(String message) {
        var matcher = CODE.matcher(message);
        return matcher.find()
                ? new EngineException(Integer.parseInt(matcher.group(1)), message)
                : new EngineException(UNKNOWN, "Code: " + UNKNOWN + ". DB::Exception: " + message);
    }

    int code() {
        return code;
    }

    byte[] body() {
        return (String.valueOf(getMessage()) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** ClickHouse's own assignment, shortened to what an embedded engine can raise. */
    int httpStatus() {
        return switch (code) {
            case AUTHENTICATION_FAILED -> 403;
            case 46, 47, 50, 56, 60, 81, UNKNOWN_SETTING -> 404;
            case NOT_IMPLEMENTED, UNKNOWN_COMPRESSION_METHOD, 344 -> 501;
            case 6, 26, 27, 33, BAD_REQUEST_PARAMETER, 38, 41, 43, 53, SYNTAX_ERROR, 72, UNKNOWN_FORMAT_OF_DATA, 457 ->
                400;
            default -> 500;
        };
    }
}
