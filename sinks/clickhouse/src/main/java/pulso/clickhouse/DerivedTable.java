package pulso.clickhouse;

import java.util.List;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.settings.Setting;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;

/** A table that holds the records of one topic. */
record DerivedTable<T extends Record>(String name, Topic<T> topic, Class<T> type) {
    /** What people decided; it belongs to no generation and lies beside the raw rows. */
    static final DerivedTable<Setting> SETTINGS = new DerivedTable<>("settings", Topics.SETTINGS, Setting.class);

    static List<DerivedTable<?>> of(Topics.Derived topics) {
        return List.of(
                new DerivedTable<>("passages", topics.passages(), Passage.class),
                new DerivedTable<>("agents", topics.agents(), AgentState.class),
                new DerivedTable<>("agent_intervals", topics.agentIntervals(), AgentInterval.class),
                new DerivedTable<>("queue_minutes", topics.queueMinutes(), QueueMinute.class),
                new DerivedTable<>("agent_minutes", topics.agentMinutes(), AgentMinute.class),
                new DerivedTable<>("dialer_lists", topics.dialerLists(), DialerList.class));
    }
}
