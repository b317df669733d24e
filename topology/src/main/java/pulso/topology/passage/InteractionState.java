package pulso.topology.passage;

import pulso.topology.state.State;

/**
 * The state of {@link InteractionStage}.
 *
 * @param calls rows of each interaction, by callid (or a stand-in where a row names none)
 * @param guids callid of each guid
 * @param seats open conversations and stray ends by queue and agent
 * @param open interactions with a passage that no row of its own has ended
 * @param byHour interactions by the hour of their last row, for forgetting
 * @param restarts one entry: the restarts that are remembered
 */
public record InteractionState(
        State<CallRows> calls,
        State<GuidLink> guids,
        State<Seats> seats,
        State<Marker> open,
        State<Marker> byHour,
        State<Restart.Log> restarts) {}
