package pulso.schemas.settings;

import java.util.List;

/**
 * One thing of a source that people decide about, with its whole history.
 *
 * @param kind what kind of thing
 * @param subject which one: the queue's name, the agent's name; empty for the source itself and for the default of queues
 * @param versions in the order of {@code validFrom}
 */
public record Setting(String source, Kind kind, String subject, List<SettingVersion> versions) {
    /** What can be decided about. */
    public enum Kind {
        /** A queue; the empty subject is the default for all queues of the source. */
        QUEUE,
        AGENT,
        /** The source itself: its zone. */
        SOURCE
    }
}
