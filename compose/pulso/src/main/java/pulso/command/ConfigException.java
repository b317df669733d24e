package pulso.command;

/** A setting is wrong; the message names it and the mend. */
final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }
}
