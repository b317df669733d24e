package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.MemorySchemaRegistry;

class BoardStreamTest {
    private static final Instant NOW = Instant.parse("2026-11-21T15:10:30Z");
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Board board =
            new Board(new AvroWire(new MemorySchemaRegistry()), Duration.ofDays(17), ServiceTarget.DEFAULT);

    @BeforeEach
    void begin() {
        board.markWhole();
    }

    @Test
    void shouldBeginWithASnapshotAndTellOnlyWhatChanged() throws Exception {
        put(Samples.SALES, "c1");
        put(Samples.SUPPORT, "c2");
        var stream = stream();

        var first = stream.after(-1, AT_ONCE, NOW);
        put(Samples.SALES, "c3");
        stream.refresh(NOW, false);
        var second = stream.after(number(first), AT_ONCE, NOW);

        assertThat(wire(first)).contains("event: snapshot", "Ventas<-", "Soporte<-", "\"agents\":[");
        assertThat(wire(second))
                .contains("event: delta", "Ventas<-", "\"waiting\":2")
                .doesNotContain("Soporte<-");
    }

    @Test
    void shouldSayNothingWhenNothingChangedUnlessAskedForTheTime() throws Exception {
        var stream = stream();
        stream.refresh(NOW, false);
        assertThat(stream.after(0, AT_ONCE, NOW)).isNull();

        stream.refresh(NOW.plusSeconds(1), true);
        assertThat(wire(stream.after(0, AT_ONCE, NOW)))
                .contains("\"queues\":[]", "\"asOf\":\"2026-11-21T12:10:31-03:00\"");
    }

    @Test
    void shouldTellARemovedAgentAndAPlannedEndThatCame() throws Exception {
        board.beginBatch();
        board.putAgent(Samples.wrappingUp("ana", NOW.minusSeconds(5), NOW.plusSeconds(1), NOW, Samples.SALES));
        board.putAgent(Samples.available("bob", NOW, NOW, Samples.SALES));
        var stream = stream();
        stream.after(-1, AT_ONCE, NOW);

        stream.refresh(NOW.plusSeconds(1), false);
        assertThat(wire(stream.after(0, AT_ONCE, NOW))).contains("\"agent\":\"ana\"", "\"state\":\"available\"");

        board.beginBatch();
        board.removeAgent(new AgentKey(Samples.SOURCE, "bob"));
        stream.refresh(NOW.plusSeconds(1), false);
        assertThat(wire(stream.after(1, AT_ONCE, NOW)))
                .contains("\"removed\":")
                .containsPattern("\"agents\":\\[\\{[^]]*\"bob\"");
    }

    @Test
    void shouldGoOnWhereAClientWas() throws Exception {
        var stream = stream();
        var snapshot = stream.after(-1, AT_ONCE, NOW);
        put(Samples.SALES, "c1");
        stream.refresh(NOW, false);
        put(Samples.SALES, "c2");
        stream.refresh(NOW, false);
        var seen = stream.after(number(snapshot), AT_ONCE, NOW);

        long at = stream.resume(id(seen));

        assertThat(wire(stream.after(at, AT_ONCE, NOW))).contains("event: delta", "\"waiting\":2");
    }

    @Test
    void shouldBeginAnewWithIdsItDoesNotKnow() {
        var stream = stream();

        assertThat(stream.resume(null)).isEqualTo(-1);
        assertThat(stream.resume("another-1")).isEqualTo(-1);
        assertThat(stream.resume(id(stream).replace("-0", "-99"))).isEqualTo(-1);
        assertThat(stream.resume(id(stream).replace("-0", "-x"))).isEqualTo(-1);
        assertThat(stream.resume(id(stream))).isZero();
    }

    @Test
    void shouldGiveASlowClientTheLatestStateAndKeepLittle() throws Exception {
        var stream = stream();
        for (int i = 0; i < BoardStream.FRAMES_KEPT + 50; i++) {
            put(Samples.SALES, "c" + i);
            stream.refresh(NOW, false);
        }

        var next = stream.after(3, AT_ONCE, NOW);

        assertThat(stream.numbersKept()).hasSize(BoardStream.FRAMES_KEPT);
        assertThat(wire(next)).contains("event: snapshot", "\"waiting\":" + (BoardStream.FRAMES_KEPT + 50));
        assertThat(number(next)).isEqualTo(BoardStream.FRAMES_KEPT + 50);
    }

    private void put(String queue, String interaction) {
        board.beginBatch();
        board.putPassage(interaction, Samples.waiting(queue, interaction, NOW));
        board.endBatch();
    }

    private BoardStream stream() {
        var config = WallboardConfig.of("unused:9092", "g1", Map.of(Samples.SOURCE, Samples.ZONE), Path.of("unused"));
        var query = new BoardQuery(
                new Window.Rolling(15), Set.of(Samples.SOURCE), Set.of(), Set.of(), Set.of(), Asked.NOTHING);
        return new BoardStream(new BoardReader(board, config, query), NOW);
    }

    private static long number(@Nullable Frame frame) {
        return Objects.requireNonNull(frame).number();
    }

    private static String id(BoardStream stream) {
        try {
            return id(stream.after(-1, AT_ONCE, NOW));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(@Nullable Frame frame) {
        return List.of(wire(frame).split("\n")).getFirst().substring("id: ".length());
    }

    private static String wire(@Nullable Frame frame) {
        try {
            var out = new ByteArrayOutputStream();
            Objects.requireNonNull(frame).writeTo(out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
