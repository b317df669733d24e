package pulso.schemas.source;

/** Why a row could not be used. */
public enum RejectionReason {
    /** No usable datetime (empty, zero date). */
    NO_TIME,
    /** Older than anything its channel still keeps open. */
    LATE,
    /** Dated more than 26 h after its own commit. */
    FUTURE,
    /** A field the event cannot do without is missing or makes no sense. */
    BAD_FIELD,
    /** An end without a start, with fields that do not allow to rebuild one. */
    ORPHAN,
    /** The record is not a row change in a known schema. */
    UNREADABLE
}
