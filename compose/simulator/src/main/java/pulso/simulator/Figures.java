package pulso.simulator;

import java.time.Instant;
import java.util.SortedMap;

/** The figures of a window [from, to), by name of queue and of agent. */
public record Figures(
        Instant from, Instant to, SortedMap<String, QueueFigures> queues, SortedMap<String, AgentFigures> agents) {}
