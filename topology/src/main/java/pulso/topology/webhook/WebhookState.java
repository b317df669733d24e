package pulso.topology.webhook;

import pulso.topology.passage.Marker;
import pulso.topology.state.State;

/**
 * The state of {@link WebhookStage}.
 *
 * @param files what was told and what waits to be told, of interactions that ended since events are told
 * @param due when something of an interaction has waited long enough, by time, channel and interaction
 * @param rows session rows seen, by hour and identity
 * @param breaks the break that is open, by agent
 * @param waiting who waits in a queue, by channel, queue, time of entering, interaction and ordinal
 * @param judged passages judged by service level, by channel, queue and minute
 * @param alerts queues in trouble, by channel, queue and figure
 */
public record WebhookState(
        State<InteractionFile> files,
        State<Marker> due,
        State<Marker> rows,
        State<OpenBreak> breaks,
        State<Marker> waiting,
        State<JudgedMinute> judged,
        State<Marker> alerts) {}
