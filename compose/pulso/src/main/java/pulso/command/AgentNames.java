package pulso.command;

import org.jspecify.annotations.Nullable;
import pulso.ingest.CapturedTable;

/**
 * A table of the source's database that tells the agents' full names.
 *
 * @param agent its column with the agent as the log writes him
 * @param name its column with the full name
 * @param number its column with the telephone number; null when it has none
 */
record AgentNames(
        CapturedTable table,
        String agent,
        String name,
        @Nullable String number) {}
