package pulso.topology.passage;

import pulso.topology.state.State;

/**
 * The state of {@link InteractionStage}.
 *
 * @param calls rows of each interaction, by channel and callid (or a stand-in where a row names none)
 * @param guids callid of each guid
 * @param seats open conversations and stray ends by queue and agent
 * @param open when age will end what is open, of interactions with something that no row of its own has ended
 * @param byHour interactions by channel and the hour of their last row, for forgetting
 * @param callers contacts of each caller
 * @param times the time of each channel's log
 * @param restarts one entry: the restarts that are remembered
 */
public record InteractionState(
        State<CallRows> calls,
        State<GuidLink> guids,
        State<Seats> seats,
        State<Marker> open,
        State<Marker> byHour,
        State<CallerContacts> callers,
        State<Marker> times,
        State<Restart.Log> restarts) {}
