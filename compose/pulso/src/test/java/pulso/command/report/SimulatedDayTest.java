package pulso.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pulso.schemas.kpi.Kpi;
import pulso.simulator.CdrRow;
import pulso.simulator.Ledger;
import pulso.simulator.Rehearsal;
import pulso.simulator.SimulationPlan;
import pulso.simulator.WriteAction;

/** A simulated day, exported as CSV, gives the ledger's figures. */
class SimulatedDayTest {
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final Instant START = Instant.parse("2026-11-18T03:00:00Z");

    /** When even the longest mail whose end was lost has ended by age. */
    private static final Instant AS_OF = START.plus(Duration.ofDays(9));

    /** The figures of queues and agents that both the ledger and the report know. */
    private static final Set<String> TOLD = Stream.concat(
                    Arrays.stream(Kpi.values()).map(Kpi::id), Stream.of("login", "pause", "break", "agentDump"))
            .collect(Collectors.toUnmodifiableSet());

    /** In which order rows stand in the file. */
    enum Order {
        AS_WRITTEN,
        SHUFFLED
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheLedgersFigures(Order order, @TempDir Path folder) throws IOException {
        var tables = new Tables();
        var ledger = Rehearsal.play(
                SimulationPlan.demo(3, ZONE, START).withEnd(START.plus(Duration.ofHours(20))), tables::take);

        if (order == Order.SHUFFLED) {
            tables.logs.values().forEach(rows -> Collections.shuffle(rows, new Random(5)));
        }
        var files = tables.write(folder);

        var report = Reported.json(
                files, "--zone", ZONE.getId(), "--from", "2026-11-18", "--to", "2026-11-27", "--grain", "1h");

        assertThat(differences(report, ledger, START, AS_OF)).isEmpty();
        assertThat(differences(
                        report.at("/intervals/9"),
                        ledger,
                        START.plus(Duration.ofHours(9)),
                        START.plus(Duration.ofHours(10))))
                .isEmpty();
        assertThat(report.get("duplicates").asLong()).isEqualTo(ledger.duplicateRows());
        assertThat(report.get("rejected")).isEmpty();
        assertThat(tables.logs).hasSize(7);
        assertThat(report.get("rows").asInt()).isGreaterThan(20_000);
    }

    /** The tables as CSV: the logs row by row as they were written, CDR_REPO as it is in the end. */
    private static final class Tables {
        private static final String LOG = "origid,datetime,callid,queuename,agent,event,data1,data2,data3,data4,data5";

        private final Map<String, List<String>> logs = new TreeMap<>();
        private final Map<String, CdrRow> calls = new LinkedHashMap<>();
        private final Map<String, BigDecimal> ratings = new HashMap<>();

        void take(WriteAction action) {
            switch (action) {
                case WriteAction.LogInsert row ->
                    log(row.table()).add(csv(row.columns().values().toArray()));
                case WriteAction.CdrInsert(var _, var row) -> {
                    calls.put(row.uniqueid(), row);
                    rate(row.uniqueid(), row.rating());
                }
                case WriteAction.CdrUpdate update -> {
                    ratings.remove(update.uniqueid());
                    rate(update.uniqueid(), update.rating());
                }
                case WriteAction.RowInsert _, WriteAction.RowUpdate _, WriteAction.RowDelete _ -> {}
            }
        }

        private List<String> log(String table) {
            return logs.computeIfAbsent(table, _ -> new ArrayList<>());
        }

        private void rate(String uniqueId, @Nullable BigDecimal rating) {
            if (rating != null) {
                ratings.put(uniqueId, rating);
            }
        }

        List<Path> write(Path folder) throws IOException {
            var files = new ArrayList<Path>();
            for (var table : logs.entrySet()) {
                table.getValue().addFirst(LOG);
                files.add(Files.write(
                        folder.resolve(table.getKey().toLowerCase(Locale.ROOT) + ".csv"), table.getValue()));
            }
            var details = new ArrayList<String>();
            details.add("uniqueid,guid,calldate,rating");
            calls.forEach((id, row) -> details.add(csv(id, row.guid(), row.calldate(), ratings.get(id))));
            files.add(Files.write(folder.resolve("cdr_repo.csv"), details));
            return files;
        }
    }

    private static String csv(@Nullable Object... values) {
        var record = new StringBuilder();
        for (var value : values) {
            record.append(record.isEmpty() ? "" : ",")
                    .append('"')
                    .append(value == null ? "" : value.toString().replace("\"", "\"\""))
                    .append('"');
        }
        return record.toString();
    }

    private static List<String> differences(JsonNode part, Ledger ledger, Instant from, Instant to) {
        var truth = ledger.figures(from, to, 20, 5, AS_OF);
        var differences = new ArrayList<String>();
        truth.channels()
                .forEach((channel, queues) -> queues.forEach((queue, figures) ->
                        compare(queue, figures, Reported.queue(part, queue, channel.name()), differences)));
        truth.agents().forEach((agent, figures) -> compare(agent, figures, Reported.agent(part, agent), differences));
        return differences;
    }

    private static void compare(String name, Record truth, JsonNode told, List<String> differences) {
        for (var component : truth.getClass().getRecordComponents()) {
            var figure = component.getName().equals("breakTime") ? "break" : component.getName();
            if (!TOLD.contains(figure)) {
                continue;
            }
            try {
                var expected = (Number) component.getAccessor().invoke(truth);
                var actual = told.get(figure);
                boolean same = expected == null
                        ? actual.isNull()
                        : actual.isNumber() && Math.abs(expected.doubleValue() - actual.asDouble()) < 1e-9;
                if (!same) {
                    differences.add(name + ' ' + figure + ": ledger " + expected + ", report " + actual);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
