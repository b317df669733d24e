package pulso.topology.passage;

import pulso.schemas.passage.Channel;

/** What followed from an interaction's rows before a row came, and what follows now. */
public record InteractionChange(Channel channel, String interaction, Derived before, Derived after) {}
