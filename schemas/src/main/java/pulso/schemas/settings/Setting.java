package pulso.schemas.settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** A subject about which nothing was said yet. */
    public static Setting of(String source, Kind kind, String subject) {
        return new Setting(source, kind, subject, List.of());
    }

    /**
     * The history with one version more; one with the same {@code validFrom} is replaced. Returns this very setting when
     * what holds at that moment says the same already, so that saying it again changes nothing.
     */
    public Setting with(SettingVersion version) {
        if (version.saysTheSameAs(at(version.validFrom()))) {
            return this;
        }
        var history = new ArrayList<SettingVersion>();
        versions.stream()
                .filter(v -> !v.validFrom().equals(version.validFrom()))
                .forEach(history::add);
        history.add(version);
        history.sort(Comparator.comparing(SettingVersion::validFrom));
        return new Setting(source, kind, subject, List.copyOf(history));
    }

    /** The version that holds at a moment; null before the first. */
    public @Nullable SettingVersion at(Instant moment) {
        SettingVersion held = null;
        for (var version : versions) {
            if (!version.validFrom().isAfter(moment)) {
                held = version;
            }
        }
        return held;
    }
}
