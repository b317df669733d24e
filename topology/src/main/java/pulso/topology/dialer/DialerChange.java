package pulso.topology.dialer;

import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.source.Row;

/** What a row of the dialer's tables says. */
public sealed interface DialerChange {
    /** DIALER_BASE has a line for a list, or has none any more. */
    record Base(
            String campaign,
            String name,
            @Nullable Long records,
            @Nullable Boolean active,
            @Nullable Long percentage) implements DialerChange {}

    /** DIALER_BASE lost the line of a list. */
    record BaseGone(String campaign, String name) implements DialerChange {}

    /**
     * Contacts in CALLS_SPOOL became more or fewer.
     *
     * @param by +1 or −1
     */
    record Spooled(String campaign, String name, @Nullable Long status, int by) implements DialerChange {}

    /** CALLS_SPOOL was emptied at once. */
    record SpoolEmptied() implements DialerChange {}

    static DialerChange base(Row row) {
        var active = row.number("active");
        return new Base(
                name(row, "campaign"),
                name(row, "name"),
                row.number("records"),
                active == null ? null : (Boolean) (active != 0),
                row.number("percentage"));
    }

    static DialerChange baseGone(Row row) {
        return new BaseGone(name(row, "campaign"), name(row, "name"));
    }

    static DialerChange spooled(Row row, int by) {
        return new Spooled(name(row, "campaign"), name(row, "dialerbase"), row.number("status"), by);
    }

    private static String name(Row row, String column) {
        var name = EventDecoder.nameOf(row.text(column));
        return name == null ? "" : name;
    }
}
