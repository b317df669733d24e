package pulso.command;

/** A setting is wrong; the message names it and the mend. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
