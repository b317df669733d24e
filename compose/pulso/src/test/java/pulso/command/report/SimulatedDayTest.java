package pulso.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pulso.schemas.kpi.Kpi;
import pulso.simulator.Ledger;
import pulso.simulator.Rehearsal;
import pulso.simulator.SimulationPlan;
import pulso.simulator.WriteAction;

/** A simulated day, exported as CSV, gives the ledger's figures. */
class SimulatedDayTest {
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final Instant START = Instant.parse("2026-11-18T03:00:00Z");

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
        var rows = new ArrayList<String>();
        var details = new ArrayList<String>();
        var ledger = Rehearsal.play(
                SimulationPlan.demo(3, ZONE, START).telephonyAlone().withEnd(START.plus(Duration.ofHours(20))),
                action -> write(action, rows, details));
        if (order == Order.SHUFFLED) {
            Collections.shuffle(rows, new Random(5));
        }
        rows.addFirst("origid,datetime,callid,queuename,agent,event,data1,data2,data3,data4,data5");
        details.addFirst("uniqueid,guid,calldate");
        var files = List.of(
                Files.write(folder.resolve("queue_log_repo.csv"), rows),
                Files.write(folder.resolve("cdr_repo.csv"), details));

        var report = Reported.json(
                files, "--zone", ZONE.getId(), "--from", "2026-11-18", "--to", "2026-11-20", "--grain", "1h");

        assertThat(differences(report, ledger, START, START.plus(Duration.ofDays(2))))
                .isEmpty();
        assertThat(differences(
                        report.at("/intervals/9"),
                        ledger,
                        START.plus(Duration.ofHours(9)),
                        START.plus(Duration.ofHours(10))))
                .isEmpty();
        assertThat(report.get("duplicates").asLong()).isEqualTo(ledger.duplicateRows());
        assertThat(report.get("rejected")).isEmpty();
        assertThat(rows).hasSizeGreaterThan(20_000);
    }

    private static void write(WriteAction action, List<String> rows, List<String> details) {
        switch (action) {
            case WriteAction.QueueLogInsert row ->
                rows.add(csv(
                        row.origid(),
                        row.datetime(),
                        row.callid(),
                        row.queuename(),
                        row.agent(),
                        row.event(),
                        row.data1(),
                        row.data2(),
                        row.data3(),
                        row.data4(),
                        row.data5()));
            case WriteAction.CdrInsert(var _, var row) -> details.add(csv(row.uniqueid(), row.guid(), row.calldate()));
            case WriteAction.CdrUpdate _,
                    WriteAction.ChatLogInsert _,
                    WriteAction.RowInsert _,
                    WriteAction.RowUpdate _,
                    WriteAction.RowDelete _ -> {}
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
        var truth = ledger.figures(from, to, 20, 5);
        var differences = new ArrayList<String>();
        truth.queues().forEach((queue, figures) -> compare(queue, figures, Reported.queue(part, queue), differences));
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
