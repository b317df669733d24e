package pulso.topology.passage;

/** What followed from an interaction's rows before a row came, and what follows now. */
public record InteractionChange(String interaction, Derived before, Derived after) {}
