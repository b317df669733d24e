package pulso.schemas.source;

import java.time.Instant;

/**
 * Said each second by ingest once every row up to it is in the raw topics; the topology passes it on once it has folded
 * them, so that a board can say how far behind it is.
 *
 * @param databaseTime the source database's clock when ingest asked; all that was committed before it has been read
 * @param saidAt ingest's clock at the same moment
 */
public record Heartbeat(String source, Instant databaseTime, Instant saidAt, String position) {}
