package pulso.simulator;

/**
 * One list of a dialer campaign at one moment: how many records it was loaded with, and how many of its rows still wait to be dialled, are
 * being dialled, or are blocked.
 */
public record DialerList(
        String campaign, String list, boolean active, int records, int pending, int inProcess, int blocked) {}
