package pulso.wallboard;

/** The wallboard cannot start. */
public final class WallboardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WallboardException(String message, Throwable cause) {
        super(message, cause);
    }
}
