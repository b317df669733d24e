package pulso.wallboard;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentState;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.passage.Passage;
import pulso.schemas.settings.OpeningHours;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.MemorySchemaRegistry;
import pulso.schemas.wire.RecordCodec;

/** A whole board with two centres, filled by hand, with no broker. */
final class MemoryBoard {
    static final String OTHER = "zweite";
    static final ZoneId OTHER_ZONE = ZoneId.of("Europe/Berlin");
    static final WallboardConfig CONFIG = WallboardConfig.of(
            "unused:9092", "g1", Map.of(Samples.SOURCE, Samples.ZONE, OTHER, OTHER_ZONE), Path.of("unused"));

    final Board board;
    private final AvroWire wire = new AvroWire(new MemorySchemaRegistry());
    private final Instant asOf;

    MemoryBoard(Instant asOf) {
        this.asOf = asOf;
        board = new Board(wire, Duration.ofDays(17), ServiceTarget.DEFAULT);
        board.markWhole();
        board.beginBatch();
    }

    void put(Record... records) {
        for (var record : records) {
            switch (record) {
                case QueueMinute m -> {
                    var bytes = wire.encode("queue-minutes", RecordCodec.of(QueueMinute.class), m);
                    board.putQueueMinute(new QueueKey(m.source(), m.channel(), m.queue()), m.minute(), bytes, asOf);
                }
                case AgentMinute m -> {
                    var bytes = wire.encode("agent-minutes", RecordCodec.of(AgentMinute.class), m);
                    board.putAgentMinute(new AgentKey(m.source(), m.agent()), m.queue(), m.minute(), bytes, asOf);
                }
                case Passage p -> board.putPassage(RecordKeys.of(p).parts().toString(), p);
                case AgentState a -> board.putAgent(a);
                case Setting s -> board.putSetting(s);
                default -> throw new IllegalArgumentException("no board holds " + record);
            }
        }
    }

    BoardReader reader(BoardQuery query) {
        return new BoardReader(board, CONFIG, query);
    }

    static BoardQuery query(Window window, String... sources) {
        var shown = new TreeSet<>(Set.of(Samples.SOURCE));
        if (sources.length > 0) {
            shown.clear();
            shown.addAll(Arrays.asList(sources));
        }
        return new BoardQuery(window, shown, Set.of(), Set.of(), Set.of(), Asked.NOTHING);
    }

    static Setting queue(String name) {
        return Setting.of(Samples.SOURCE, Setting.Kind.QUEUE, name);
    }

    static SettingVersion target(Instant from, @Nullable Integer threshold, @Nullable Integer shortSeconds) {
        return new SettingVersion(from, from, "api", threshold, shortSeconds, null, null, null, null, null);
    }

    static SettingVersion group(Instant from, String group) {
        return new SettingVersion(from, from, "api", null, null, group, null, null, null, null);
    }

    static SettingVersion opening(Instant from, OpeningHours opening) {
        return new SettingVersion(from, from, "api", null, null, null, opening, null, null, null);
    }

    static SettingVersion name(Instant from, String name) {
        return new SettingVersion(from, from, "api", null, null, null, null, null, name, null);
    }
}
