package pulso.topology.webhook;

import java.time.Instant;

/** The record that something follows from: when it was committed, and where it stands in the source. */
public record Cause(Instant committedAt, String position) {}
