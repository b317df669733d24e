package pulso.topology.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pulso.schemas.event.Decoded;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.event.Field;
import pulso.schemas.event.LogTable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Operation;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.RowIdentity;
import pulso.simulator.Rehearsal;
import pulso.simulator.SimulationPlan;
import pulso.simulator.WriteAction;
import pulso.topology.Centre;
import pulso.topology.intake.RowIntake;

/** The figures of the bulk fold are those of the centre's stages, minute by minute, for the same rows. */
class BulkFoldTest {
    private static final String SOURCE = "file";
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final Instant START = Instant.parse("2026-11-18T03:00:00Z");

    @ParameterizedTest
    @CsvSource({"1,20", "3,40"})
    void shouldGiveTheFiguresOfTheCentreForASimulatedCentre(long seed, int hours) throws LogOrderException {
        var log = new Log();
        Rehearsal.play(
                SimulationPlan.demo(seed, ZONE, START)
                        .withScale(hours > 24 ? 0.3 : 1)
                        .withEnd(START.plus(Duration.ofHours(hours))),
                log::take);

        shouldAgree(log);

        assertThat(log.events).hasSizeGreaterThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 11, 12, 13})
    void shouldGiveTheFiguresOfTheCentreForDamagedRows(long seed) throws LogOrderException {
        var log = new Log();
        new Damage(seed).writeTo(log);

        shouldAgree(log);
    }

    private static void shouldAgree(Log log) throws LogOrderException {
        var end = Collections.max(log.events).at().plus(Duration.ofHours(30));
        var ofCentre = new Summed();
        var centre = new Centre(SOURCE, ZONE, RowIntake.Counts.create(), ofCentre.new OfCentre());
        log.details.forEach(detail -> centre.take(change(detail)));
        log.events.stream().sorted().forEach(centre::take);
        centre.heartbeat(new Heartbeat(SOURCE, end, end, ""));

        for (boolean inOrder : new boolean[] {true, false}) {
            var ofBulk = new Summed();
            try (var workers = Executors.newFixedThreadPool(1)) {
                var bulk = new BulkFold(
                        new BulkFold.Options(SOURCE, Duration.ofMinutes(1), inOrder, workers), ofBulk.new OfBulk());
                for (var detail : log.details) {
                    tell(detail, bulk);
                }
                var events = new ArrayList<>(log.events);
                if (!inOrder) {
                    Collections.shuffle(events, new Random(1));
                }
                for (var block : EventBlock.of(events, inOrder ? RowBlock.MAX_ROWS : 100)) {
                    bulk.add(block, 0, block.size() / 2);
                    bulk.add(block, block.size() / 2, block.size());
                }
                bulk.finish(end);
            }
            assertThat(differences(ofBulk.lines(), ofCentre.lines())).isEmpty();
            assertThat(ofBulk.rejected()).isEqualTo(ofCentre.rejected());
        }
    }

    private static List<String> differences(Map<String, String> actual, Map<String, String> expected) {
        var differences = new ArrayList<String>();
        expected.forEach((key, value) -> {
            if (!value.equals(actual.get(key))) {
                differences.add(key + "\n  centre " + value + "\n  bulk   " + actual.get(key));
            }
        });
        actual.forEach((key, value) -> {
            if (!expected.containsKey(key)) {
                differences.add(key + "\n  centre nothing\n  bulk   " + value);
            }
        });
        return differences;
    }

    private static RowChange change(Detail detail) {
        var columns = new HashMap<String, Object>();
        columns.put("uniqueid", detail.uniqueId());
        columns.put("guid", detail.guid());
        columns.put("calldate", detail.at());
        if (detail.rating() != null) {
            columns.put("rating", detail.rating());
        }
        return new RowChange(
                SOURCE, "CDR_REPO", Operation.READ, null, new Row(columns), detail.at(), 1, 0, "", ZONE.getId());
    }

    private static void tell(Detail detail, BulkFold bulk) {
        bulk.link(detail.guid(), detail.uniqueId());
        if (detail.rating() != null) {
            bulk.rate(detail.uniqueId(), detail.rating().doubleValue());
        }
    }

    /** A row of CDR_REPO, as it is in the end. */
    private record Detail(
            String uniqueId,
            String guid,
            Instant at,
            @Nullable BigDecimal rating) {}

    /** Rows as they are written. */
    private static final class Log {
        private final List<QueueEvent> events = new ArrayList<>();
        private final List<Detail> details = new ArrayList<>();

        void take(WriteAction action) {
            switch (action) {
                case WriteAction.LogInsert row -> {
                    var table = LogTable.named(row.table());
                    if (table != null) {
                        var columns = row.columns();
                        columns.remove("origid");
                        columns.remove("datetime");
                        add(
                                table,
                                row.origid(),
                                row.datetime(),
                                columns.values().toArray(String[]::new));
                    }
                }
                case WriteAction.CdrInsert(var _, var row) ->
                    details.add(new Detail(
                            row.uniqueid(),
                            row.guid(),
                            row.calldate().atZone(ZONE).toInstant(),
                            row.uniqueid().hashCode() % 3 == 0 ? new BigDecimal("4.5") : null));
                case WriteAction.CdrUpdate _ -> {}
                case WriteAction.RowInsert _ -> {}
                case WriteAction.RowUpdate _ -> {}
                case WriteAction.RowDelete _ -> {}
            }
        }

        void add(LogTable table, long origId, LocalDateTime at, @Nullable String... columns) {
            var values = new HashMap<String, Object>();
            var names = List.of("callid", "queuename", "agent", "event", "data1", "data2", "data3", "data4", "data5");
            for (int i = 0; i < names.size(); i++) {
                if (columns[i] != null) {
                    values.put(names.get(i), columns[i]);
                }
            }
            values.put("origid", origId);
            values.put("datetime", at);
            var row = new Row(values);
            var identity = RowIdentity.of(table.tableName(), row);
            values.put("datetime", at.atZone(ZONE).toInstant());
            if (EventDecoder.decode(table, new Row(values), identity, events.size())
                    instanceof Decoded.Known(var event)) {
                events.add(event);
            }
        }
    }

    /** Rows of three days of which few fit together. */
    private static final class Damage {
        private static final List<LogTable> TABLES =
                List.of(LogTable.QUEUE_LOG, LogTable.QUEUE_LOG, LogTable.QUEUE_LOG, LogTable.WEBCHAT, LogTable.EMAIL);
        private static final int ROWS = 2_000;

        private final Random random;

        Damage(long seed) {
            this.random = new Random(seed);
        }

        void writeTo(Log log) {
            var at = LocalDateTime.ofInstant(START, ZoneOffset.UTC);
            for (int i = 0; i < ROWS; i++) {
                at = at.plusSeconds(random.nextInt(3) == 0 ? random.nextInt(300) : random.nextInt(20));
                var table = TABLES.get(random.nextInt(TABLES.size()));
                var events = table.events();
                var event =
                        events.get(random.nextInt(random.nextBoolean() ? Math.min(6, events.size()) : events.size()));
                var columns = new @Nullable String[9];
                columns[0] = random.nextInt(20) == 0 ? "NONE" : "c" + (i / 60 + random.nextInt(12));
                columns[1] = List.of("Ventas<-", "Soporte<-", "Cobros->").get(random.nextInt(3));
                columns[2] = random.nextInt(4) == 0 ? "NONE" : "a" + random.nextInt(5);
                columns[3] = event.name();
                for (int data = 4; data < 9; data++) {
                    columns[data] = data(event.data(data - 3));
                }
                long origId = (long) i + (random.nextInt(10) == 0 ? 3 : 0);
                log.add(table, origId, at.minusSeconds(random.nextInt(5)), columns);
                if (random.nextInt(30) == 0) {
                    log.add(table, origId, at, columns);
                    log.add(table, origId, at, columns);
                }
            }
        }

        private @Nullable String data(@Nullable Field field) {
            if (field == null || random.nextInt(8) == 0) {
                return null;
            }
            return switch (field) {
                case GUID -> "g" + random.nextInt(200);
                case CALLER, CLIENT, CLIENT_EMAIL -> "0" + random.nextInt(30);
                case AGENT, FROM_AGENT, TO_AGENT -> "a" + random.nextInt(5);
                default -> Integer.toString(random.nextInt(random.nextBoolean() ? 30 : 400));
            };
        }
    }
}
