package pulso.wallboard;

import io.micrometer.core.instrument.MeterRegistry;

/** A part of the same process that shows its health and its metrics on the wallboard's HTTP port. */
public interface HealthSource {
    String name();

    /** Asked at each request; must answer at once. */
    Health health();

    /** Called once, before the port opens. */
    default void bindTo(MeterRegistry registry) {}

    /** How a part is. */
    enum State {
        READY,
        /** Will be ready by itself: starting, restoring, waiting for a server. */
        STARTING,
        /** Will not come back by itself. */
        FAILED
    }

    /**
     * A part's state.
     *
     * @param says the state in words for a person
     */
    record Health(State state, String says) {}
}
