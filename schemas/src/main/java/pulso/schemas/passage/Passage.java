package pulso.schemas.passage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One interaction's way through one queue, from entering to the end of wrap-up: the unit that is counted. Its key is
 * (source, channel, interaction, queue, ordinal of its ENTERQUEUE for that pair).
 *
 * @param waitSeconds seconds waited until {@code waitEnd}; null while waiting or unknown
 * @param waitEnd when waiting ended, whatever the outcome
 * @param ringSeconds how long the answering agent's phone rang
 * @param talkSeconds seconds of conversation, hold included; null while it lasts or when it cannot be known
 * @param holdSeconds seconds on hold within the conversation; null while it lasts or when talk is unknown
 * @param holdSince start of a hold that is open now
 * @param wrapUpSeconds wrap-up used (total − left of FINISHWRAPUP); null until known
 * @param ringingAgent whose phone rings now, where the log says so
 * @param exitKey the key that was pressed to leave
 * @param transferTo extension or bridge of a transfer
 * @param agent who answered; stays when colleagues pass the interaction on
 * @param lastAgent who had it last, once an agent took it over from another
 * @param agentTransfers how often an agent took it over from another
 * @param messages messages exchanged, where the channel counts them; null until the end
 * @param rating the customer's, from the call detail record; in whole hundredths
 * @param sinceLastContactSeconds since the same caller's former contact began, if that was within seven days; on the
 *     first passage of an interaction only
 * @param recovered opened by REENTERQUEUE: its start was before the chat server's
 * @param reconstructed the start was rebuilt from the fields of the end
 * @param clockUsed a duration came from row times since its field was empty or off by more than 2 s
 * @param lastRowAt the time of the latest row of this passage
 */
public record Passage(
        String source,
        Channel channel,
        String interaction,
        String queue,
        int ordinal,
        Direction direction,
        Instant enter,
        Outcome outcome,
        @Nullable Instant waitEnd,
        @Nullable Long waitSeconds,
        @Nullable String agent,
        @Nullable Long ringSeconds,
        @Nullable Instant talkEnd,
        @Nullable EndType endType,
        @Nullable Long talkSeconds,
        @Nullable Long holdSeconds,
        @Nullable Instant holdSince,
        @Nullable Instant wrapUpEnd,
        @Nullable Long wrapUpSeconds,
        @Nullable String ringingAgent,
        @Nullable Instant ringingSince,
        int ringNoAnswers,
        int ringRefusals,
        int agentDumps,
        @Nullable Long position,
        @Nullable String exitKey,
        @Nullable String transferTo,
        @Nullable String caller,
        @Nullable String guid,
        @Nullable String lastAgent,
        int agentTransfers,
        @Nullable Long messages,
        @Nullable Double rating,
        @Nullable Long sinceLastContactSeconds,
        boolean recovered,
        boolean reconstructed,
        boolean clockUsed,
        Instant lastRowAt) {

    /** Waiting now. */
    public boolean isWaiting() {
        return outcome == Outcome.OPEN;
    }

    /** In conversation now. */
    public boolean isInService() {
        return outcome == Outcome.ANSWERED && talkEnd == null;
    }
}
