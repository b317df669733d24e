package pulso.wallboard;

/** A request that gets an error instead of an answer: the status, a word for programs, a sentence and a way out. */
final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final String hint;

    RequestRefused(int status, String error, String message, String hint) {
        super(message, null, false, false);
        this.status = status;
        this.error = error;
        this.hint = hint;
    }

    static RequestRefused badParameter(String name, String why, String hint) {
        return new RequestRefused(400, "bad-parameter", "parameter '" + name + "': " + why, hint);
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    String hint() {
        return hint;
    }
}
