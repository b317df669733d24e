package pulso.topology.oracle;

import static pulso.schemas.passage.Channel.TELEPHONY;

import java.time.Instant;
import java.util.List;

/** Agents' days: logins, breaks, pauses. */
final class SessionScript {
    private final Script script;

    SessionScript(Script script) {
        this.script = script;
    }

    void day(String agent) {
        var at = script.start.minusSeconds(script.seconds(600)).plusSeconds(script.seconds(900));
        for (int sessions = 1 + script.random.nextInt(2); sessions > 0; sessions--) {
            long length = script.chance(0.03)
                    ? 60_000 + script.seconds(9000)
                    : script.seconds((int) Math.min(script.spanSeconds, 36_000)) + 1L;
            session(agent, at, length);
            at = at.plusSeconds(length + script.seconds(900));
        }
    }

    private void session(String agent, Instant login, long length) {
        row(login, agent, "AGENTLOGIN");
        if (script.chance(0.1)) {
            row(login.plusSeconds(script.random.nextInt((int) length)), agent, "AGENTLOGIN");
        }
        for (int i = script.seconds(4); i > 0; i--) {
            absence(agent, login, length);
        }
        if (script.chance(0.3)) {
            script.row(
                    TELEPHONY,
                    login.plusSeconds(1),
                    "NONE",
                    "Ventas<-",
                    agent,
                    script.pick(List.of("PAUSE", "PAUSEALL", "ADDMEMBER", "UNPAUSE")),
                    "why");
        }
        if (script.chance(0.93)) {
            var out = login.plusSeconds(length);
            if (script.chance(0.7)) {
                row(out, agent, "AGENTLOGOFF", length, "", "", script.chance(0.2) ? "automatic" : "");
            } else {
                row(out, agent, "AGENTLOGOFF", "SIP/1-0001", length);
            }
        }
    }

    private void absence(String agent, Instant login, long length) {
        var from = login.plusSeconds(script.random.nextInt((int) length));
        int seconds = script.seconds((int) Math.min(length, 1800));
        var to = from.plusSeconds(seconds);
        if (script.chance(0.5)) {
            row(from, agent, "BREAK", "LUNCH", "");
            if (script.chance(0.9)) {
                row(to, agent, "UNBREAK", "LUNCH", "", seconds);
            }
        } else {
            row(from, agent, "REALPAUSE");
            if (script.chance(0.9)) {
                row(to, agent, "REALUNPAUSE", seconds);
            }
        }
    }

    private void row(Instant at, String agent, String event, Object... data) {
        script.row(TELEPHONY, at, "NONE", "NONE", agent, event, data);
    }
}
