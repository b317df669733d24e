package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pulso.clickhouse.Writer.cdr;
import static pulso.clickhouse.Writer.queueLog;
import static pulso.clickhouse.Writer.with;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.clickhouse.Generations.TableRows;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Outcome;
import pulso.schemas.privacy.Masking;
import pulso.schemas.privacy.Masking.Treatment;
import pulso.schemas.privacy.PersonalData;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topics;

/** What of a person gets into ClickHouse, for how long it stays, and how it gets out again. */
final class PrivacyTest {
    private static final LocalDateTime NINE = LocalDateTime.of(2026, 5, 1, 9, 0);

    @TempDir
    static Path folder;

    private static Servers servers;

    @BeforeAll
    static void write() {
        servers = new Servers(folder);
        try (var writer = new Writer(servers.bootstrapServers(), servers.registry())) {
            writer.queueLog(
                    "c",
                    null,
                    with(queueLog(1, NINE, "c1", "ENTERQUEUE", "http://crm/099123456"), "data2", "099123456"));
            writer.queueLog(
                    "c",
                    null,
                    with(
                            with(queueLog(2, NINE.plusSeconds(5), "c1", "CONNECT", "5"), "data2", "099123456"),
                            "site",
                            "Norte"));
            writer.queueLog("c", null, queueLog(3, NINE.plusSeconds(9), "c1", "NEWFANGLED", "Juan"));
            writer.queueLog("c", null, with(queueLog(4, NINE, "c2", "ENTERQUEUE", ""), "data2", "098000111"));
            writer.cdr("c", null, cdr(NINE, "c1", 60));
            for (var id : List.of("c1", "c2")) {
                var draft = new PassageDraft(Channel.TELEPHONY, "Ventas<-", id, Instant.parse("2026-05-01T12:00:00Z"));
                draft.outcome = Outcome.OPEN;
                draft.caller = id.equals("c1") ? "+099 123-456" : "098000111";
                var passage = draft.build();
                writer.derived(Topics.derived("g1").passages(), RecordKeys.of(passage), passage);
            }
            writer.flush();
        }
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void shouldMaskOrHashOnTheWayInAndEraseOnDemand() {
        // Given a sink that masks some and hashes other things
        var masking = new Masking(
                Map.of(PersonalData.NUMBER, Treatment.HASH, PersonalData.TEXT, Treatment.MASK),
                Map.of("cdr.src", Treatment.KEEP),
                "a secret of sixteen");
        var storage = new Storage(null, new Retention(null, null, null, 36_500), Dispositions.DEFAULT, masking);
        var hash = masking.tell(PersonalData.NUMBER, "099123456");
        try (var sink = ClickHouseSink.start(servers.config().withStorage(storage), servers.registry())) {
            Servers.awaitCaughtUp(sink, 7);
        }

        // Then
        assertThat(
                        servers.query(
                                "SELECT event, data1, data2, caller, other['site'] FROM pulso.queue_log WHERE callid = 'c1' ORDER BY datetime"))
                .containsExactly(
                        List.of("ENTERQUEUE", "***", String.valueOf(hash), String.valueOf(hash), ""),
                        List.of("CONNECT", "5", "099123456", "null", "***"),
                        List.of("NEWFANGLED", "***", "", "null", ""));
        assertThat(servers.query("SELECT src FROM pulso.cdr")).containsExactly(List.of("099123456"));

        // When the caller is erased
        try (var eraser = ClickHouseEraser.open(URI.create(servers.url()), "default", "", storage)) {
            assertThatThrownBy(() -> eraser.erase(" Anonymous ")).isInstanceOf(IllegalArgumentException.class);
            assertThat(eraser.erase("099 123 456"))
                    .containsExactlyInAnyOrder(
                            new TableRows("pulso_g1.passages", 1),
                            new TableRows("pulso_raw.queue_log", 3),
                            new TableRows("pulso_raw.cdr", 1));
            assertThat(eraser.erase("099123456")).isEmpty();
        }

        // Then the rows are there, and the other caller
        assertThat(
                        servers.query(
                                "SELECT event, data1, data2, caller, length(other) FROM pulso.queue_log WHERE callid = 'c1' ORDER BY datetime"))
                .containsExactly(
                        List.of("ENTERQUEUE", "", "", "null", "0"),
                        List.of("CONNECT", "5", "", "null", "0"),
                        List.of("NEWFANGLED", "", "", "null", "0"));
        assertThat(servers.query("SELECT count(), count(caller) FROM pulso.passages"))
                .containsExactly(List.of("2", "1"));
        assertThat(servers.query("SELECT src, duration FROM pulso.cdr")).containsExactly(List.of("", "60"));
    }
}
