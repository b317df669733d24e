package pulso.schemas.dialer;

import org.jspecify.annotations.Nullable;

/**
 * How far the dialer is with one list of one campaign: DIALER_BASE says how long the list is, the rows that stand in
 * CALLS_SPOOL say what is left of it (seeds/001).
 *
 * @param records contacts that the list was loaded with; null when DIALER_BASE has no line for it
 * @param active whether the dialer takes contacts from it; null likewise
 * @param percentage share of each round that is taken from it; null likewise
 * @param ready contacts waiting to be dialled (status 1)
 * @param inProcess contacts being dialled (status 0)
 * @param blocked contacts on the do-not-call list (status 3)
 * @param otherStatus contacts in a status the document does not name
 */
public record DialerList(
        String source,
        String campaign,
        String name,
        @Nullable Long records,
        @Nullable Boolean active,
        @Nullable Long percentage,
        long ready,
        long inProcess,
        long blocked,
        long otherStatus) {

    /** Contacts that the dialer is done with; null when the list's length is not known. */
    public @Nullable Long done() {
        return records == null ? null : (Long) Math.max(0, records - ready - inProcess - blocked - otherStatus);
    }

    /** Share of the list that is done, 0..1; null when its length is not known or 0. */
    public @Nullable Double progress() {
        var done = done();
        return done == null || records == null || records == 0 ? null : (Double) ((double) done / records);
    }
}
