package pulso.command;

/** Whether a person is watching. */
public final class Terminal {
    private Terminal() {}

    @SuppressWarnings("SystemConsoleNull") // NullAway's model of the JDK still says that it may be null
    public static boolean isInteractive() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
