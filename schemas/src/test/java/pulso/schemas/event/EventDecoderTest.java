package pulso.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pulso.schemas.source.RejectionReason;
import pulso.schemas.source.Row;

class EventDecoderTest {
    private static final LocalDateTime NOON = LocalDateTime.parse("2026-11-20T12:00:00");

    /** All of seeds/001 QUEUE_LOG_REPO, as the document spells them once its line breaks are joined. */
    private static final List<String> DOCUMENTED =
            List.of(("AGENTLOGIN AGENTLOGOFF ABANDON COMPLETEAGENT COMPLETECALLER CONNECT "
                            + "ENTERQUEUE EXITEMPTY EXITWITHKEY EXITWITHTIMEOUT RINGNOANSWER REALPAUSE REALUNPAUSE UNBREAK BREAK "
                            + "OUTCALL PAUSE UNPAUSE PAUSEALL UNPAUSEALL ATTENDEDTRANSFER BLINDTRANSFER TRANSFER HOLD UNHOLD "
                            + "FINISHWRAPUP ADDMEMBER AGENTDUMP CREATEDQUEUE QUEUESTART REMOVEDMEMBER STARTCALL ENDCALL "
                            + "STARTVIDEOCALL ENDVIDEOCALL PHONEENDHOLDOUT PHONECOMPLETECALLER PHONEENDHOLDIN PHONESTARHOLDIN "
                            + "PHONESTARHOLDOUT PHONECOMPLETEAGENT PHONECALLAGENT PHONECALL PHONEANSWER")
                    .split(" "));

    @Test
    void shouldKnowEveryDocumentedEvent() {
        assertThat(DOCUMENTED)
                .hasSize(44)
                .allSatisfy(name ->
                        assertThat(LogTable.QUEUE_LOG.find(name)).as(name).isNotNull());
    }

    /** The chat tables of seeds/001, as the document spells them once its line breaks are joined. */
    @ParameterizedTest
    @CsvSource({
        "WEBCHAT, ABANDON EXITWITHTIMEOUT COMPLETEAGENT COMPLETECALLER CONNECT ENTERQUEUE REENTERQUEUE TRANSFER OUTOFTIME"
                + " OUTCALL NOAGENTS MAXQUEUE TRANSFERRED ATTENDED STARTCALL ENDCALL STARTVIDEOCALL ENDVIDEOCALL",
        "SMS, COMPLETEAGENTOUT COMPLETEAGENT CONNECT ENTERQUEUE REENTERQUEUE HOLIDAYMESSAGE OUTOFTIME OUTSMS TRANSFERRED"
                + " ATTENDED",
        "EMAIL, COMPLETEAGENTOUT COMPLETEAGENT CONNECT HOLIDAYMESSAGE ENTERQUEUE REENTERQUEUE OUTEMAIL STARTEMAILDIALER"
                + " FINISHEMAILDIALER STOPEMAILDIALER TRANSFERRED ATTENDED BLACKLIST FORWARDED NEWEMAILCLIENT"
                + " NEWEMAILAGENT",
        "TWITTER, COMPLETEAGENT CONNECT ENTERQUEUE REENTERQUEUE HOLIDAYMESSAGE OUTTWEET TRANSFERRED ATTENDED",
        "MESSENGER, COMPLETEAGENT CONNECT ENTERQUEUE HOLIDAYMESSAGE TRANSFERRED ATTENDED OUTMESSENGER",
        "FACEBOOK, COMPLETEAGENT CONNECT ENTERQUEUE REENTERQUEUE HOLIDAYMESSAGE OUTFACEBOOK TRANSFERRED ATTENDED"
    })
    void shouldKnowEveryDocumentedEventOfTheChatTables(LogTable table, String names) {
        assertThat(names.split(" "))
                .allSatisfy(name -> assertThat(table.find(name)).as(name).isNotNull());
    }

    @Test
    void shouldReadTheAgentOfAChatFromTheEventWhereNoColumnNamesOne() {
        var connect = known(LogTable.WEBCHAT, "CONNECT", Map.of("data1", "8", "data2", "ana", "data3", "a@b.uy"));
        var transferred = known(LogTable.SMS, "TRANSFERRED", Map.of("data1", "ana", "data2", "beto"));
        var attended = known(LogTable.SMS, "ATTENDED", Map.of("data1", "ana", "data2", "beto", "agent", "ana"));

        assertThat(connect.agent()).isEqualTo("ana");
        assertThat(connect.caller()).isEqualTo("a@b.uy");
        assertThat(transferred.agent()).isEqualTo("ana");
        assertThat(transferred.otherAgent()).isEqualTo("beto");
        assertThat(attended.agent()).isEqualTo("beto");
    }

    @Test
    void shouldReadOtherDataUnderTheSameNameInAnotherTable() {
        var out = known(LogTable.EMAIL, "COMPLETEAGENTOUT", Map.of("data1", "60", "data2", "3", "data5", "a@b.uy"));
        var end = known(LogTable.WEBCHAT, "COMPLETEAGENT", Map.of("data1", "4", "data2", "60", "data4", "12"));
        var client = known(LogTable.WEBCHAT, "ENTERQUEUE", Map.of("data1", "Eva", "data2", "", "data3", "099 123"));

        assertThat(out.waitSeconds()).isNull();
        assertThat(out.talkSeconds()).isEqualTo(60);
        assertThat(out.messages()).isEqualTo(3);
        assertThat(end.messages()).isEqualTo(12);
        assertThat(client.caller()).isEqualTo("099 123");
        assertThat(known(LogTable.FACEBOOK, "ENTERQUEUE", Map.of("data1", "post-1"))
                        .caller())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PHONECOMP LETEAGENT", "phonecall agent", "REMOVEMEMBER", "PHONESTARTHOLDIN"})
    void shouldFindMisprintsAndOtherSpellings(String name) {
        assertThat(decode(name, Map.of())).isInstanceOf(Decoded.Known.class);
    }

    @Test
    void shouldReadSecondsOfConnectAndMillisecondsOfRingNoAnswer() {
        var connect = known("CONNECT", Map.of("data1", "8", "data2", "1700.2", "data3", "7"));
        var ring = known("RINGNOANSWER", Map.of("data1", "15000"));

        assertThat(connect.waitSeconds()).isEqualTo(8);
        assertThat(connect.ringMillis()).isEqualTo(7_000);
        assertThat(ring.ringMillis()).isEqualTo(15_000);
    }

    @Test
    void shouldFindTheWaitWhereEachEventHasIt() {
        assertThat(known("ABANDON", Map.of("data1", "1", "data2", "2", "data3", "31"))
                        .waitSeconds())
                .isEqualTo(31);
        assertThat(known("EXITWITHKEY", Map.of("data1", "#", "data2", "1", "data3", "2", "data4", "17"))
                        .waitSeconds())
                .isEqualTo(17);
        assertThat(known("EXITWITHKEY", Map.of("data1", "#", "data2", "1", "data3", "2"))
                        .waitSeconds())
                .isNull();
        assertThat(known("BLINDTRANSFER", Map.of("data3", "9", "data4", "104")).talkSeconds())
                .isEqualTo(104);
    }

    @Test
    void shouldReadTheLinkFormOfAnAttendedTransfer() {
        var linked = known(
                "ATTENDEDTRANSFER",
                Map.of("data1", "LINK", "data2", "SIP/1", "data3", "SIP/2", "data4", "12", "data5", "95|1"));
        var bridged = known(
                "ATTENDEDTRANSFER",
                Map.of("data1", "BRIDGE", "data2", "b1", "data3", "12", "data4", "95", "data5", "1"));

        assertThat(linked.waitSeconds()).isEqualTo(12);
        assertThat(linked.talkSeconds()).isEqualTo(95);
        assertThat(bridged.waitSeconds()).isEqualTo(12);
        assertThat(bridged.talkSeconds()).isEqualTo(95);
    }

    @Test
    void shouldTakeTheLoginTimeOfUContactAndOfStockAsterisk() {
        assertThat(known("AGENTLOGOFF", Map.of("data1", "3600", "data4", "[automatic]"))
                        .durationSeconds())
                .isEqualTo(3600);
        assertThat(known("AGENTLOGOFF", Map.of("data1", "SIP/100-1", "data2", "3600"))
                        .durationSeconds())
                .isEqualTo(3600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NONE", "N/A", "NULL"})
    void shouldReadNoNameWhereTheLogSaysNone(String empty) {
        var event = known("CONNECT", Map.of("callid", empty, "queuename", empty, "agent", empty));

        assertThat(event.interaction()).isNull();
        assertThat(event.queue()).isNull();
        assertThat(event.agent()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1,5", "abc", "99999999999999999999", "9999999999", "0x10"})
    void shouldLeaveABadNumberUnknownAndKeepTheRow(String bad) {
        assertThat(known("CONNECT", Map.of("data1", bad)).waitSeconds()).isNull();
    }

    @Test
    void shouldRejectAWrapUpThatLeavesMoreThanItHad() {
        assertThat(decode("FINISHWRAPUP", Map.of("data1", "31", "data2", "30")))
                .isEqualTo(new Decoded.Unusable(
                        RejectionReason.BAD_FIELD,
                        "timeleft and totalwrapup are missing or timeleft exceeds the total"));
    }

    @Test
    void shouldPassAnUnknownEventThrough() {
        assertThat(decode("FROBNICATE", Map.of())).isEqualTo(new Decoded.Unknown("FROBNICATE"));
    }

    @Test
    void shouldRejectARowWithoutTime() {
        var row = new Row(Map.of("event", "CONNECT"));

        var decoded = EventDecoder.decode(LogTable.QUEUE_LOG, row, 1, time -> time.toInstant(ZoneOffset.UTC));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Unusable.class,
                        unusable -> assertThat(unusable.reason()).isEqualTo(RejectionReason.NO_TIME));
    }

    @Test
    void shouldOrderRowsByTimeThenOriginThenPosition() {
        var early = known("ENTERQUEUE", Map.of("origid", 9L));
        var late = known("CONNECT", Map.of("origid", 10L));

        assertThat(early).isLessThan(late);
        assertThat(early.at()).isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
    }

    private static QueueEvent known(String event, Map<String, Object> columns) {
        return ((Decoded.Known) decode(event, columns)).event();
    }

    private static Decoded decode(String event, Map<String, Object> columns) {
        return decode(LogTable.QUEUE_LOG, event, columns);
    }

    private static QueueEvent known(LogTable table, String event, Map<String, Object> columns) {
        return ((Decoded.Known) decode(table, event, columns)).event();
    }

    private static Decoded decode(LogTable table, String event, Map<String, Object> columns) {
        var values = new HashMap<>(columns);
        values.put("event", event);
        values.put("datetime", NOON);
        return EventDecoder.decode(table, new Row(values), 1, time -> time.toInstant(ZoneOffset.UTC));
    }
}
