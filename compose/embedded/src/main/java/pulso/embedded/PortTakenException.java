package pulso.embedded;

/** Another process listens on the port that a server was to have. */
public final class PortTakenException extends EmbeddedServerException {
    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(String server, int port, String holder) {
        super("Port " + port + ", wanted by " + server + ", is taken by " + holder
                + ". Stop that process or choose another port.");
        this.port = port;
    }

    public int port() {
        return port;
    }
}
