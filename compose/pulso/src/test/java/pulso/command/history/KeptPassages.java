package pulso.command.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import pulso.schemas.agent.AgentState;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.wire.JsonKey;
import pulso.wallboard.BoardHistory;
import pulso.wallboard.PassageArchive;

/** The passages of a fold, as an archive. */
final class KeptPassages implements BoardHistory.Taker, PassageArchive {
    private final Map<JsonKey, Passage> passages = new LinkedHashMap<>();

    @Override
    public void passage(Passage passage) {
        passages.put(RecordKeys.of(passage), passage);
    }

    @Override
    public void withdrawn(Passage passage) {
        passages.remove(RecordKeys.of(passage));
    }

    @Override
    public void state(AgentState state) {}

    @Override
    public void minute(QueueMinute minute) {}

    @Override
    public void minute(AgentMinute minute) {}

    @Override
    public void passages(Wanted wanted, Predicate<Passage> taker) {
        for (var passage : ordered()) {
            if (!taker.test(passage)) {
                return;
            }
        }
    }

    @Override
    public List<Passage> interaction(String source, Channel channel, String interaction) {
        return List.of();
    }

    @Override
    public List<Rows> rows(String source, Channel channel, String interaction, Set<String> guids) {
        return List.of();
    }

    private List<Passage> ordered() {
        var ordered = new ArrayList<>(passages.values());
        ordered.sort(Comparator.comparing(Passage::enter).thenComparing(Passage::interaction));
        return ordered;
    }
}
