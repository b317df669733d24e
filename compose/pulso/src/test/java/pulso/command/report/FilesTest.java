package pulso.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files a report reads, and how it cuts time. */
class FilesTest {
    private static final String FLAT = """
            1795168800|c1|Ventas<-|NONE|ENTERQUEUE||099123|1
            1795168808|c1|Ventas<-|ana|CONNECT|8|c2|5
            1795168868|c1|Ventas<-|ana|COMPLETECALLER|8|60|1
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "datetime,callid,queuename,agent,event,data1,data2,data3|2026-11-20 06:00:00|2026-11-20 06:00:08|2026-11-20 06:01:08",
                "TIME;CallId;Queue;Agent;Event;Data1;Data2;Data3|2026-11-20T06:00:00.250|2026-11-20T06:00:08.5|2026-11-20T06:01:08.75",
                "datetime,callid,queuename,agent,event,data1,data2,data3|1795165200|1795165208|1795165268",
                "datetime,callid,queuename,agent,event,data1,data2,data3|1795165200123|1795165208123|1795165268123",
                "datetime,callid,queuename,agent,event,data1,data2,data3|2026-11-20 09:00:00+00:00|2026-11-20T09:00:08Z|2026-11-20T06:01:08-03:00"
            })
    void shouldReadCsvWhateverItsTimesSeparatorAndNames(String spelling) {
        var parts = spelling.split("\\|", -1);
        char separator = parts[0].indexOf(';') > 0 ? ';' : ',';
        var csv = (parts[0] + '\n'
                        + parts[1] + ",c1,Ventas<-,NONE,ENTERQUEUE,,\"Ana \"\"la\"\" Pérez, Salto\",1\n"
                        + parts[2] + ",c1,Ventas<-,ana,CONNECT,8,c2,5\n"
                        + parts[3] + ",c1,Ventas<-,ana,COMPLETECALLER,8,60,1\n")
                .replace(',', separator);

        var report = Reported.json(List.of(write("log.csv", csv)), "--zone", "America/Montevideo");

        assertThat(Reported.queue(report, "Ventas<-").get("talk").asInt()).isEqualTo(60);
        assertThat(Reported.queue(report, "Ventas<-").get("asa").asInt()).isEqualTo(8);
        assertThat(report.at("/window/from").asText()).isEqualTo("2026-11-20T06:00:00-03:00");
        assertThat(report.at("/window/to").asText()).isEqualTo("2026-11-20T07:00:00-03:00");
        assertThat(report.get("rejected")).isEmpty();
    }

    @Test
    void shouldReadSeveralFilesPlainAndGzipAsOneLog() throws IOException {
        var lines = FLAT.lines().toList();
        var older = folder.resolve("queue_log.1.gz");
        try (var out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(older)), StandardCharsets.UTF_8)) {
            out.write(lines.get(0) + '\n');
        }
        var newer = write("queue_log", lines.get(1) + '\n' + lines.get(2) + '\n');

        var report = Reported.json(List.of(newer, older), "--zone", "UTC");

        assertThat(Reported.queue(report, "Ventas<-").get("offered").asInt()).isEqualTo(1);
        assertThat(Reported.queue(report, "Ventas<-").get("reconstructed").asInt())
                .isZero();
        assertThat(Reported.queue(report, "Ventas<-").get("talk").asInt()).isEqualTo(60);
    }

    @Test
    void shouldCountBadLinesAndGoOn() {
        var report = Reported.json(
                List.of(
                        write(
                                "queue_log",
                                FLAT + "no log line\n||||\n1795168900|c7|Ventas<-|NONE|ABANDON|||\n"
                                        + "yesterday|c8|Ventas<-|NONE|ENTERQUEUE|\n1795168950|c9|Ventas<-|NONE|SOMETHINGNEW|x\n")),
                "--zone",
                "UTC");

        assertThat(Reported.queue(report, "Ventas<-").get("answered").asInt()).isEqualTo(1);
        assertThat(reasons(report)).containsExactlyInAnyOrder("unreadable 1", "badField 1", "noTime 1", "orphan 1");
        assertThat(report.at("/unknownEvents/SOMETHINGNEW").asInt()).isEqualTo(1);
        assertThat(report.get("rejected").toString()).contains("queue_log:4: no log line", "queue_log:6: ABANDON");
        assertThat(report.get("rows").asInt()).isEqualTo(8);
    }

    private static List<String> reasons(JsonNode report) {
        var reasons = new ArrayList<String>();
        report.get("rejected")
                .forEach(entry -> reasons.add(
                        entry.get("reason").asText() + ' ' + entry.get("count").asInt()));
        return reasons;
    }

    @Test
    void shouldCountAnIdenticalRowOnceWhereRowsAreNumbered() {
        var rows = """
                origid,datetime,callid,queuename,event,data3
                7,2026-11-20 10:00:00,c1,Ventas<-,ENTERQUEUE,1
                7,2026-11-20 10:00:00,c1,Ventas<-,ENTERQUEUE,1
                7,2026-11-20 10:00:00,c2,Ventas<-,ENTERQUEUE,1
                8,2026-11-20 10:00:30,c1,Ventas<-,ABANDON,30
                """;

        var report = Reported.json(List.of(write("log.csv", rows)), "--zone", "UTC");

        assertThat(report.get("duplicates").asInt()).isEqualTo(1);
        assertThat(Reported.queue(report, "Ventas<-").get("offered").asInt()).isEqualTo(2);
        assertThat(Reported.queue(report, "Ventas<-").get("abandoned").asInt()).isEqualTo(1);
    }

    @Test
    void shouldJoinWrapUpsThroughTheCallDetails() {
        var log = write("log.csv", """
                datetime,callid,queuename,agent,event,data1,data2,data3
                2026-11-20 10:00:00,c1,Ventas<-,,ENTERQUEUE,,099,1
                2026-11-20 10:00:05,c1,Ventas<-,ana,CONNECT,5,b,2
                2026-11-20 10:01:05,c1,Ventas<-,ana,COMPLETECALLER,5,60,1
                2026-11-20 10:01:25,,,,FINISHWRAPUP,10,30,g-1
                """);
        var details = write("cdr.csv", "calldate,uniqueid,guid,billsec\n2026-11-20 10:00:00,c1,g-1,65\n");

        var report = Reported.json(List.of(log, details), "--zone", "UTC");

        assertThat(Reported.queue(report, "Ventas<-").get("wrapUp").asInt()).isEqualTo(20);
        assertThat(Reported.agent(report, "ana").get("wrapUp").asInt()).isEqualTo(20);
    }

    @Test
    void shouldTellTheHourThatComesTwiceApartByTheOrderOfTheLog() {
        var rows = """
                datetime,callid,queuename,event
                2026-11-01 00:59:00,c1,Ventas<-,ENTERQUEUE
                2026-11-01 01:10:00,c2,Ventas<-,ENTERQUEUE
                2026-11-01 01:50:00,c3,Ventas<-,ENTERQUEUE
                2026-11-01 01:05:00,c4,Ventas<-,ENTERQUEUE
                2026-11-01 02:00:00,c5,Ventas<-,ENTERQUEUE
                """;
        var lines = new ArrayList<>(rows.lines().toList());
        var header = lines.removeFirst();
        var newestFirst = header + '\n' + String.join("\n", lines.reversed()) + '\n';

        for (var csv : List.of(rows, newestFirst)) {
            var report = Reported.json(List.of(write("log.csv", csv)), "--zone", "America/New_York", "--grain", "1h");

            assertThat(offered(report))
                    .containsExactly(
                            "2026-11-01T00:00:00-04:00 1",
                            "2026-11-01T01:00:00-04:00 2",
                            "2026-11-01T01:00:00-05:00 1",
                            "2026-11-01T02:00:00-05:00 1");
        }
    }

    @Test
    void shouldCutDaysOfTheZoneAndTheLastAtTheEndOfTheWindow() {
        var report = Reported.json(
                List.of(write("queue_log", "")),
                "--zone",
                "America/New_York",
                "--grain",
                "1d",
                "--from",
                "2026-10-31",
                "--to",
                "2026-11-02T12:00");

        assertThat(offered(report)).hasSize(3);
        assertThat(report.at("/intervals/1/from").asText()).isEqualTo("2026-11-01T00:00:00-04:00");
        assertThat(report.at("/intervals/1/to").asText()).isEqualTo("2026-11-02T00:00:00-05:00");
        assertThat(report.at("/intervals/2/to").asText()).isEqualTo("2026-11-02T12:00:00-05:00");
    }

    private static List<String> offered(JsonNode report) {
        var offered = new ArrayList<String>();
        report.get("intervals")
                .forEach(interval -> offered.add(interval.get("from").asText()
                        + ' '
                        + interval.at("/queues/0/kpi/offered").asText()));
        return offered;
    }

    @Test
    void shouldTakeRowsBeforeTheWindowAsContextOnly() {
        var report = Reported.json(
                List.of(write("queue_log", FLAT.replace("1795168800", "1795168790"))),
                "--zone",
                "UTC",
                "--from",
                "2026-11-20T10:00",
                "--to",
                "2026-11-20T10:01");

        assertThat(Reported.queue(report, "Ventas<-").get("offered").asInt()).isZero();
        assertThat(Reported.agent(report, "ana").get("talk").asInt()).isEqualTo(52);
    }

    @Test
    void shouldShowOnlyTheQueuesAskedFor() {
        var rows = FLAT + FLAT.replace("c1|Ventas<-|ana", "c5|Otra<-|bea").replace("c1|Ventas<-", "c5|Otra<-");

        var report = Reported.json(List.of(write("queue_log", rows)), "--zone", "UTC", "--queues", "Otra<-");

        assertThat(report.get("queues")).hasSize(1);
        assertThat(report.get("agents")).hasSize(1);
        assertThat(Reported.agent(report, "bea").get("answered").asInt()).isEqualTo(1);
    }

    @Test
    void shouldPrintTablesForPeople() {
        var text = Reported.text(0, write("queue_log", FLAT).toString(), "--zone", "UTC");

        assertThat(text)
                .containsPattern("Ventas<-\\s+1\\s+1\\s+0\\s+0\\s+0\\s+100.0 %\\s+8\\s+8\\s+8\\s+0:01:00")
                .containsPattern("ana\\s+0:00:00")
                .contains("Fri 20 Nov 10:00", "██████████")
                .contains("SL: service level by sl6");
    }

    @Test
    void shouldRefuseWhatIsNoLogAndWrongOptions() {
        var log = write("queue_log", FLAT).toString();

        assertThat(Reported.text(2, write("notes.txt", "milk\nbread\n").toString()))
                .isEmpty();
        assertThat(Reported.text(2, folder.resolve("missing").toString())).isEmpty();
        assertThat(Reported.text(2, log, "--grain", "7m")).isEmpty();
        assertThat(Reported.text(2, log, "--formula", "sl9")).isEmpty();
        assertThat(Reported.text(2, log, "--from", "noon")).isEmpty();
        assertThat(Reported.text(2, log, "--from", "2026-11-21", "--to", "2026-11-20"))
                .isEmpty();
        assertThat(Reported.text(2, log, "--zone", "Mars/Olympus")).isEmpty();
    }

    private Path write(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
