package pulso.command.report;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RejectedRow;
import pulso.topology.CentreOutput;

/** Keeps what the folds say: minutes for the sheet, and what goes on when the log ends. */
final class FoldOutput implements CentreOutput {
    private final Sheet sheet;
    private final QueueFilter shown;
    private final Tallies tallies;
    private final LongFunction<String> places;
    private final MinuteBook<Sheet.QueueKey, QueueMinute> queueMinutes;
    private final MinuteBook<AgentQueue, AgentMinute> agentMinutes;
    private final TreeMap<String, AgentState> states = new TreeMap<>();
    private final Map<String, Instant> talkSince = new HashMap<>();

    private record AgentQueue(String agent, String queue) {}

    /**
     * @param places file and line of a position in the log
     */
    FoldOutput(Sheet sheet, QueueFilter shown, Tallies tallies, LongFunction<String> places) {
        this.sheet = sheet;
        this.shown = shown;
        this.tallies = tallies;
        this.places = places;
        this.queueMinutes = new MinuteBook<>(sheet::add);
        this.agentMinutes = new MinuteBook<>(sheet::add);
    }

    @Override
    public void minute(QueueMinute minute) {
        if (shown.shows(minute.queue())) {
            queueMinutes.put(minute.minute(), new Sheet.QueueKey(minute.queue(), minute.channel()), minute);
        }
    }

    @Override
    public void minute(AgentMinute minute) {
        if (minute.queue().isEmpty() || shown.shows(minute.queue())) {
            agentMinutes.put(minute.minute(), new AgentQueue(minute.agent(), minute.queue()), minute);
            if (shown.isAll() || !minute.queue().isEmpty()) {
                sheet.know(minute.agent());
            }
        }
    }

    @Override
    public void state(AgentState state) {
        states.put(state.agent(), state);
        if (shown.isAll() || state.queues().stream().anyMatch(served -> shown.shows(served.queue()))) {
            sheet.know(state.agent());
        }
    }

    @Override
    public void passage(Passage passage) {
        if (passage.isInService() && passage.waitEnd() != null) {
            talkSince.put(passage.interaction(), passage.waitEnd());
        } else {
            talkSince.remove(passage.interaction());
        }
    }

    @Override
    public void withdrawn(Passage passage) {
        talkSince.remove(passage.interaction());
    }

    @Override
    public void closed(AgentInterval interval) {}

    @Override
    public void superseded(AgentInterval interval) {}

    @Override
    public void rejected(RejectedRow row) {
        tallies.add(row, places.apply(Long.parseLong(row.position())));
    }

    @Override
    public void progress(Heartbeat heartbeat) {}

    void settle() {
        queueMinutes.settleAll();
        agentMinutes.settleAll();
    }

    Collection<AgentState> states() {
        return states.values();
    }

    /** When the conversation of an interaction began that has not ended; else what is given. */
    Instant talkSince(String interaction, Instant otherwise) {
        return talkSince.getOrDefault(interaction, otherwise);
    }
}
