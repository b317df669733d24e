package pulso.webhook;

import java.time.Instant;

/** Wakes at a time. */
interface Alarms {
    /** The task must be short; what is past is done at once. */
    void at(Instant time, Runnable task);
}
