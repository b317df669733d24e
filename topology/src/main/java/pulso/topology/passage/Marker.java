package pulso.topology.passage;

import java.time.Instant;

/** A key that is on a list, with the time that matters there. */
public record Marker(Instant at) {}
