package pulso.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of figures, each shown by a log of a few rows. Expected: name of a queue or agent, then its figures. */
class RulesTest {
    /**
     * A rule.
     *
     * @param options as on the command line
     * @param expected lines of {@code name figure=value ...}; unknown is null
     */
    record Rule(String name, String rows, String options, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(passages(), waiting(), disorder(), serviceLevels(), conversations(), agents())
                .flatMap(List::stream);
    }

    private static List<Rule> passages() {
        return List.of(
                new Rule("a callid in two queues is two passages", """
                        09:59:50|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        09:59:58|c1|Ventas<-|ana|CONNECT|8|b|5
                        10:02:38|c1|Ventas<-|ana|COMPLETECALLER|8|160|1
                        10:02:38|c1|Soporte<-|NONE|ENTERQUEUE||099|1
                        10:02:58|c1|Soporte<-|NONE|EXITWITHTIMEOUT|1|1|20
                        """, "", """
                        Ventas<- offered=1 answered=1 asa=8 talk=160 handled=1 exitedTimeout=0
                        Soporte<- offered=1 answered=0 exitedTimeout=1 waitMax=20
                        """),
                new Rule(
                        "a callid that comes back to a queue is another passage",
                        """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:05|c1|Ventas<-|ana|CONNECT|5|b|5
                        10:01:05|c1|Ventas<-|ana|BLINDTRANSFER|700|ctx|5|60|1
                        10:01:06|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:01:16|c1|Ventas<-|NONE|ABANDON|1|1|10
                        """,
                        "",
                        "Ventas<- offered=2 answered=1 abandoned=1 transferred=1 abandonWait=10"),
                new Rule(
                        "every way out of a queue has its own count",
                        """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:09|c1|Ventas<-|NONE|EXITWITHKEY|5|1|1|9
                        10:00:10|c2|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:14|c2|Ventas<-|NONE|EXITEMPTY|1|1|4
                        10:00:20|c3|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:31|c3|Ventas<-|NONE|WITHDRAW|1|1|11|by hand
                        10:00:40|c4|Ventas<-|NONE|ENTERQUEUE||099|1
                        """,
                        "",
                        "Ventas<- offered=4 exitedKey=1 exitedEmpty=1 withdrawn=1 open=1 waitMax=11"),
                new Rule(
                        "who is turned away is received and refused, never offered",
                        """
                        10:00:00|c1|Ventas<-|NONE|CLOSED|
                        10:00:01|c2|Ventas<-|NONE|FULL|
                        10:00:02|c3|Ventas<-|NONE|JOINEMPTY|
                        10:00:03|c4|Ventas<-|NONE|DIVERT_HOLDTIME|
                        10:00:04|c5|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:07|c5|Ventas<-|NONE|ABANDON|1|1|3
                        """,
                        "",
                        "Ventas<- received=5 refused=4 offered=1 abandoned=1 shortAbandoned=1 serviceLevel=null"),
                new Rule(
                        "LEAVEEMPTY tells an EXITEMPTY again, or alone what it would",
                        """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:05|c1|Ventas<-|NONE|EXITEMPTY|1|1|5
                        10:00:12|c1|Ventas<-|NONE|LEAVEEMPTY|
                        10:01:00|c2|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:01:07|c2|Ventas<-|NONE|LEAVEEMPTY|
                        """,
                        "",
                        "Ventas<- offered=2 exitedEmpty=2 waitMax=7"));
    }

    private static List<Rule> waiting() {
        return List.of(
                new Rule("a restart ends what waits as system and what talks with unknown length", """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:05|c2|Ventas<-|NONE|ENTERQUEUE||098|1
                        10:00:15|c2|Ventas<-|ana|CONNECT|10|b|5
                        10:05:15|NONE|NONE|NONE|QUEUESTART|
                        """, "", """
                        Ventas<- offered=2 answered=1 system=1 open=0 handled=1 talkKnown=0 talk=0 aht=null
                        ana talk=300 answered=1
                        """),
                new Rule(
                        "an open passage ends as system after six hours",
                        """
                        02:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        08:30:00|c2|Ventas<-|NONE|ENTERQUEUE||098|1
                        """,
                        "",
                        "Ventas<- offered=2 system=1 open=1"),
                new Rule("ringing in vain counts by milliseconds, at once refused apart", """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:15|c1|Ventas<-|ana|RINGNOANSWER|15000
                        10:00:16|c1|Ventas<-|bea|RINGNOANSWER|0
                        10:00:20|c1|Ventas<-|ana|RINGCANCELED|4000
                        10:00:20|c1|Ventas<-|NONE|ABANDON|1|1|20
                        """, "", """
                        Ventas<- ringNoAnswer=1 ringRefused=1 abandoned=1
                        ana ringNoAnswer=1 ringRefused=0
                        bea ringNoAnswer=0 ringRefused=1
                        """),
                new Rule("AGENTDUMP ends nothing", """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:08|c1|Ventas<-|ana|AGENTDUMP|
                        10:00:25|c1|Ventas<-|bea|CONNECT|25|b|6
                        10:02:25|c1|Ventas<-|bea|COMPLETECALLER|25|120|1
                        """, "", """
                        Ventas<- offered=1 answered=1 abandoned=0 asa=25 agentDump=1
                        ana agentDump=1 answered=0
                        bea answered=1
                        """),
                new Rule(
                        "REENTERQUEUE goes on with the open passage", """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:30|c1|Ventas<-|NONE|REENTERQUEUE||099
                        10:00:40|c1|Ventas<-|ana|CONNECT|40|b|5
                        """, "", "Ventas<- offered=1 answered=1 asa=40"));
    }

    private static List<Rule> disorder() {
        return List.of(
                new Rule(
                        "an end without a start rebuilds it",
                        """
                        10:05:00|c1|Ventas<-|ana|COMPLETEAGENT|12|6|1
                        10:06:00|c2|Ventas<-|NONE|ABANDON|1|1|30
                        """,
                        "",
                        "Ventas<- offered=2 answered=1 abandoned=1 reconstructed=2 asa=12 talk=6 abandonWait=30"),
                new Rule(
                        "a start stamped after what follows it in the log is theirs",
                        """
                        10:30:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:03|c1|Ventas<-|ana|CONNECT|3|b|2
                        10:00:09|c1|Ventas<-|ana|COMPLETECALLER|3|6|1
                        """,
                        "--from 2026-11-20T10:30",
                        "Ventas<- offered=1 answered=1 asa=3 reconstructed=0 open=0"),
                new Rule("rows may come newest first", """
                        10:00:20|c1|Ventas<-|ana|COMPLETECALLER|3|17|1
                        10:00:03|c1|Ventas<-|ana|CONNECT|3|b|2
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        09:00:10|NONE|NONE|ana|REALUNPAUSE|10
                        09:00:10|NONE|NONE|ana|AGENTLOGIN|
                        09:00:00|NONE|NONE|ana|REALPAUSE|
                        08:00:05|NONE|NONE|ana|AGENTLOGIN|
                        08:00:05|NONE|NONE|ana|AGENTLOGOFF|5
                        """, "--to 2026-11-20T11:00", """
                        Ventas<- offered=1 answered=1 talk=17
                        ana login=10800 pause=10
                        """),
                new Rule(
                        "a start told twice in one second is one",
                        """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:03|c1|Ventas<-|ana|CONNECT|3|b|2
                        10:00:03|c1|Ventas<-|ana|CONNECT|3|b|2
                        10:00:20|c1|Ventas<-|ana|COMPLETECALLER|3|17|1
                        10:00:20|c1|Ventas<-|ana|COMPLETECALLER|3|17|1
                        """,
                        "",
                        "Ventas<- offered=1 answered=1 talk=17 system=0"),
                new Rule(
                        "an attended transfer may swap callids: the end finds its conversation",
                        """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:05|c1|Ventas<-|ana|CONNECT|5|b|5
                        10:03:25|c9|Ventas<-|ana|COMPLETEAGENT|5|200|1
                        """,
                        "",
                        "Ventas<- offered=1 answered=1 talk=200 talkKnown=1 reconstructed=0"),
                new Rule(
                        "a wait field that is empty or wrong gives way to the clock",
                        """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:00:07|c1|Ventas<-|NONE|ABANDON|
                        10:01:00|c2|Ventas<-|NONE|ENTERQUEUE||099|1
                        10:01:12|c2|Ventas<-|NONE|ABANDON|1|1|900
                        """,
                        "",
                        "Ventas<- abandoned=2 waitMax=12 abandonWait=9.5"));
    }

    private static List<Rule> serviceLevels() {
        var waits = """
                10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||1|1
                10:00:20|c1|Ventas<-|ana|CONNECT|20|b|5
                10:01:00|c2|Ventas<-|NONE|ENTERQUEUE||1|1
                10:01:21|c2|Ventas<-|ana|CONNECT|21|b|5
                10:02:00|c3|Ventas<-|NONE|ENTERQUEUE||1|1
                10:02:04|c3|Ventas<-|NONE|ABANDON|1|1|4
                10:03:00|c4|Ventas<-|NONE|ENTERQUEUE||1|1
                10:03:05|c4|Ventas<-|NONE|ABANDON|1|1|5
                10:04:00|c5|Ventas<-|NONE|ENTERQUEUE||1|1
                10:04:50|c5|Ventas<-|NONE|EXITWITHTIMEOUT|1|1|50
                10:05:00|c6|Ventas<-|NONE|ENTERQUEUE||1|1
                """;
        var rules = new ArrayList<Rule>();
        Map.of("sl1", "0.5", "sl2", "0.2", "sl3", "0.3333", "sl4", "0.6", "sl5", "0.75", "sl6", "0.25")
                .forEach((formula, level) -> rules.add(new Rule(
                        "service level by " + formula + ", a wait of T is within, open calls are in no denominator",
                        waits,
                        "--formula " + formula,
                        "Ventas<- offered=6 open=1 shortAbandoned=1 serviceLevel=" + level)));
        rules.add(new Rule(
                "thresholds are the caller's",
                waits,
                "--sl 21 --short 6",
                "Ventas<- answeredWithin=2 shortAbandoned=2 serviceLevel=0.6667"));
        return rules;
    }

    private static List<Rule> conversations() {
        return List.of(
                new Rule("talk stands where each end has it", """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||1|1
                        10:00:04|c1|Ventas<-|ana|CONNECT|4|b|2
                        10:00:14|c1|Ventas<-|ana|TRANSFER|700|ctx|4|10|1
                        10:01:00|c2|Ventas<-|NONE|ENTERQUEUE||1|1
                        10:01:04|c2|Ventas<-|ana|CONNECT|4|b|2
                        10:01:24|c2|Ventas<-|ana|ATTENDEDTRANSFER|BRIDGE|b7|4|20|1
                        10:02:00|c3|Ventas<-|NONE|ENTERQUEUE||1|1
                        10:02:04|c3|Ventas<-|ana|CONNECT|4|b|2
                        10:02:34|c3|Ventas<-|ana|ATTENDEDTRANSFER|LINK|SIP/1|SIP/2|4|30|1
                        """, "", "Ventas<- talk=60 transferred=3 aht=20"),
                new Rule("hold is part of talk, and ends with it at the latest", """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||1|1
                        10:00:05|c1|Ventas<-|ana|CONNECT|5|b|2
                        10:01:00|c1|Ventas<-|ana|HOLD|SIP/1
                        10:01:30|c1|Ventas<-|ana|UNHOLD|SIP/1
                        10:02:00|c1|Ventas<-|ana|HOLD|SIP/1
                        10:02:10|c1|Ventas<-|ana|COMPLETECALLER|5|125|1
                        """, "", """
                        Ventas<- talk=125 hold=40
                        ana talk=125 hold=40
                        """),
                new Rule("holds whose conversation began before the log are found by its end", """
                        10:00:00|c1|Ventas<-|ana|HOLD|SIP/1
                        10:01:00|c1|Ventas<-|ana|UNHOLD|SIP/1
                        10:02:00|c1|Ventas<-|ana|HOLD|SIP/1
                        10:02:30|c1|Ventas<-|ana|COMPLETEAGENT|5|300|1
                        """, "", """
                        Ventas<- talk=300 hold=90
                        ana hold=90
                        """),
                new Rule(
                        "holds of a conversation that the log does not know are the agent's, open ones to the end",
                        """
                        10:00:00|c1|Ventas<-|ana|HOLD|SIP/1
                        10:01:00|c1|Ventas<-|ana|UNHOLD|SIP/1
                        10:02:00|c2|Ventas<-|bea|HOLD|SIP/1
                        """,
                        "--to 2026-11-20T10:10",
                        """
                        ana hold=60 talk=0
                        bea hold=480
                        """),
                new Rule("wrap-up is what was used of it, and belongs to the conversation before it", """
                        10:00:00|c1|Ventas<-|NONE|ENTERQUEUE||1|1
                        10:00:05|c1|Ventas<-|ana|CONNECT|5|b|2
                        10:01:05|c1|Ventas<-|ana|COMPLETECALLER|5|60|1
                        10:01:23|c1|Ventas<-|ana|FINISHWRAPUP|12|30|g1
                        10:20:00|NONE|Ventas<-|ana|FINISHWRAPUP|40|30|g2
                        """, "", """
                        Ventas<- wrapUp=18 wrapUpKnown=1 aht=78
                        ana wrapUp=18
                        """),
                new Rule("outbound attempts and their conversations", """
                        15:00:40|o1|Cobros->|ana|OUTCALL|ANSWER|25|38|099|g1
                        15:02:00|o2|Cobros->|ana|OUTCALL|BUSY|0|4|098|g2
                        """, "", """
                        Cobros-> offered=0 outAttempts=2 outAnswered=1 outTalk=25
                        ana talk=25 outAttempts=2 outAnswered=1
                        """));
    }

    private static List<Rule> agents() {
        return List.of(
                new Rule(
                        "an open session runs to the end of the window",
                        """
                        09:50:00|NONE|NONE|ana|AGENTLOGIN|
                        """,
                        "--from 2026-11-20T09:00 --to 2026-11-20T12:00",
                        "ana login=7800 utilisation=0"),
                new Rule(
                        "a logoff tells when its session began; one at the window's begin gives nothing",
                        """
                        08:00:00|NONE|NONE|ana|AGENTLOGOFF|300
                        08:30:00|NONE|NONE|bea|AGENTLOGOFF|SIP/bea|3600
                        """,
                        "--from 2026-11-20T08:00 --to 2026-11-20T09:00",
                        """
                        ana login=0
                        bea login=1800
                        """),
                new Rule(
                        "a second login changes nothing, and a forgotten one ends after sixteen hours",
                        """
                        01:00:00|NONE|NONE|ana|AGENTLOGIN|
                        02:00:00|NONE|NONE|ana|AGENTLOGIN|
                        """,
                        "--to 2026-11-21T12:00",
                        "ana login=57600"),
                new Rule("a pause within a break belongs to the break", """
                        09:00:00|NONE|NONE|ana|AGENTLOGIN|
                        10:00:00|NONE|NONE|ana|BREAK|lunch
                        10:10:00|NONE|NONE|ana|REALPAUSE|
                        10:40:00|NONE|NONE|ana|REALUNPAUSE|1800
                        11:00:00|NONE|NONE|ana|UNBREAK|lunch||3600
                        11:30:00|NONE|NONE|ana|REALPAUSE|
                        11:40:00|NONE|NONE|ana|AGENTLOGOFF|9600
                        """, "", "ana login=9600 break=3600 pause=600"),
                new Rule("PAUSE and PAUSEALL are in no figure", """
                        09:00:00|NONE|NONE|ana|AGENTLOGIN|
                        09:10:00|NONE|NONE|ana|PAUSEALL|
                        09:10:00|NONE|Ventas<-|ana|PAUSE|
                        09:20:00|NONE|NONE|ana|UNPAUSEALL|
                        10:00:00|NONE|NONE|ana|AGENTLOGOFF|3600
                        """, "", "ana login=3600 pause=0 break=0"),
                new Rule(
                        "occupancy leaves breaks out, utilisation does not",
                        """
                        09:00:00|NONE|NONE|ana|AGENTLOGIN|
                        09:00:00|NONE|NONE|ana|BREAK|training
                        09:30:00|NONE|NONE|ana|UNBREAK|training||1800
                        09:40:00|c1|Ventas<-|NONE|ENTERQUEUE||1|1
                        09:40:00|c1|Ventas<-|ana|CONNECT|0|b|0
                        09:48:00|c1|Ventas<-|ana|COMPLETEAGENT|0|480|1
                        09:49:00|c1|Ventas<-|ana|FINISHWRAPUP|0|60|g1
                        10:00:00|NONE|NONE|ana|AGENTLOGOFF|3600
                        """,
                        "",
                        "ana login=3600 break=1800 talk=480 wrapUp=60 occupancy=0.3 utilisation=0.15"),
                new Rule("within one second the order of the log holds", """
                        10:00:00|NONE|NONE|ana|AGENTLOGIN|
                        10:00:00|NONE|NONE|ana|REALPAUSE|
                        10:00:02|NONE|NONE|ana|REALUNPAUSE|2
                        10:00:05|NONE|NONE|ana|AGENTLOGOFF|5
                        10:00:05|NONE|NONE|ana|AGENTLOGIN|
                        10:00:05|NONE|NONE|ana|REALPAUSE|
                        10:00:07|NONE|NONE|ana|REALUNPAUSE|2
                        10:00:08|NONE|NONE|ana|AGENTLOGOFF|3
                        """, "", "ana login=8 pause=4"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldKeepTheRule(Rule rule, @TempDir Path folder) {
        var options = rule.options().isEmpty() ? new String[0] : rule.options().split(" ", -1);

        var report = Reported.day(folder, rule.rows(), options);

        assertThat(rule.expected().lines()).allSatisfy(line -> {
            var words = line.split(" ", -1);
            var figures = Reported.figures(report, words[0]);
            assertThat(Arrays.stream(words).skip(1).map(word -> told(figures, word)))
                    .as(words[0])
                    .containsExactly(Arrays.stream(words).skip(1).toArray(String[]::new));
        });
    }

    /** The figure that an expectation names, to four places, written as the expectation is. */
    private static String told(JsonNode figures, String expectation) {
        var name = expectation.substring(0, expectation.indexOf('='));
        var value = figures.path(name);
        if (!value.isFloatingPointNumber()) {
            return name + '=' + value;
        }
        double rounded = Math.round(value.asDouble() * 1e4) / 1e4;
        return name + '=' + (rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded));
    }
}
