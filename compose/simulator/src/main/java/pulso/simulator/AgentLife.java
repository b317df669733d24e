package pulso.simulator;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.simulator.Agent.Activity;

/** An agent's day: shift, login, breaks, pauses, free for the next call, logoff; and what a restart does to it. */
final class AgentLife {
    private static final Duration SHIFT = Duration.ofHours(8);
    private static final List<String> SHORT_BREAKS = List.of("BATHROOM", "PERSONAL", "OTHER", "TRAINING");

    private final Centre centre;
    private final Timeline timeline;
    private final Dice dice;
    private final RowPen pen;
    private final Faults faults;
    private final Dialling dialling;

    AgentLife(Centre centre) {
        this.centre = centre;
        this.timeline = centre.timeline;
        this.dice = centre.dice;
        this.pen = centre.pen;
        this.faults = centre.plan.faults();
        this.dialling = new Dialling(centre, this);
    }

    /** Plans every agent's shifts, beginning with the one that the start of the simulation falls into. */
    void planShifts() {
        LocalDate today = centre.plan.start().atZone(centre.plan.zone()).toLocalDate();
        for (Agent agent : centre.agents) {
            planShift(agent, today.minusDays(1));
        }
    }

    private void planShift(Agent agent, LocalDate day) {
        long begin = day.atTime(agent.shiftStart)
                        .atZone(centre.plan.zone())
                        .toInstant()
                        .toEpochMilli()
                + dice.between(-240_000, 240_000);
        long end = begin + SHIFT.toMillis() + dice.between(-120_000, 900_000);
        long startOfAll = centre.plan.start().toEpochMilli();
        long arrival = Math.max(begin, startOfAll + dice.between(500, 110_000));
        if (begin >= centre.plan.endMillis()) {
            return;
        }
        if (end > startOfAll + 600_000) {
            timeline.at(arrival, () -> {
                beginShift(agent, end);
                planShift(agent, day.plusDays(1));
            });
        } else {
            planShift(agent, day.plusDays(1));
        }
    }

    private void beginShift(Agent agent, long endMillis) {
        if (centre.closing() || !agent.is(Activity.OFF)) {
            return;
        }
        if (centre.down) {
            timeline.after(15_000, () -> beginShift(agent, endMillis));
            return;
        }
        agent.shift++;
        agent.wantsLogoff = false;
        agent.keepsSession = false;
        logIn(agent);
        int shift = agent.shift;
        timeline.at(endMillis, () -> {
            if (agent.shift == shift) {
                endShift(agent);
            }
        });
        planBreaks(agent, endMillis);
    }

    private void planBreaks(Agent agent, long endMillis) {
        long now = timeline.now();
        long length = endMillis - now;
        if (length > Duration.ofHours(5).toMillis()) {
            long at = now + length / 2 + dice.between(-3_600_000, 3_600_000);
            wishAt(agent, at, () -> takeBreak(agent, "LUNCH", dice.between(1_500_000, 2_100_000)));
        }
        for (int i = 0; i < 3; i++) {
            long at = now + dice.between(600_000, Math.max(600_000, length));
            wishAt(agent, at, () -> takeBreak(agent, dice.oneOf(SHORT_BREAKS), dice.between(120_000, 900_000)));
        }
        for (int i = 0; i < 4; i++) {
            long at = now + dice.between(60_000, Math.max(60_000, length));
            wishAt(agent, at, () -> pause(agent, dice.between(10_000, 240_000)));
        }
        dialling.planFirst(agent);
    }

    /** Done now when the agent is free, else as soon as he is; never in another shift. */
    private void wishAt(Agent agent, long atMillis, Runnable wish) {
        int shift = agent.shift;
        timeline.at(atMillis, () -> {
            if (agent.shift != shift || !agent.loggedIn() || centre.closing()) {
                return;
            }
            if (agent.is(Activity.IDLE)) {
                wish.run();
            } else {
                agent.wishes.add(wish);
            }
        });
    }

    private void endShift(Agent agent) {
        boolean resting = agent.is(Activity.ON_BREAK) || agent.is(Activity.PAUSED);
        if (agent.is(Activity.IDLE)) {
            goHome(agent);
        } else if (agent.conversations() == 0 && resting && dice.chance(faults.logoffInBreak())) {
            logOff(agent);
        } else {
            agent.wantsLogoff = true;
        }
    }

    /** The agent has nothing to do: home, a break that was due, the next call, or idle, in this order. */
    void freed(Agent agent) {
        if (agent.wantsLogoff || centre.quiet()) {
            goHome(agent);
            return;
        }
        @Nullable Runnable wish = agent.wishes.poll();
        if (wish != null) {
            wish.run();
            return;
        }
        @Nullable Passage next = centre.waiting.nextFor(agent);
        if (next == null) {
            agent.become(Activity.IDLE);
        } else {
            centre.waiting.ring(next, agent);
        }
    }

    private void goHome(Agent agent) {
        if (agent.conversations() == 0) {
            logOff(agent);
        } else {
            agent.wantsLogoff = true;
            agent.become(Activity.FINISHING);
        }
    }

    /** One chat less: the last one may have kept him. */
    void chatOver(Agent agent) {
        if (agent.conversations() == 0 && agent.is(Activity.FINISHING)) {
            logOff(agent);
        }
    }

    /** Not offered a call for a while. */
    void rest(Agent agent, long delayMillis) {
        agent.become(Activity.SETTLING);
        afterActivity(agent, delayMillis, () -> freed(agent));
    }

    /** Happens unless the agent has turned to something else in the meantime. */
    void afterActivity(Agent agent, long delayMillis, Runnable happening) {
        int epoch = agent.epoch;
        timeline.after(delayMillis, () -> {
            if (agent.epoch == epoch) {
                happening.run();
            }
        });
    }

    /** The last call of a closing centre is over. */
    void sendHome() {
        for (Agent agent : centre.agents) {
            if (agent.is(Activity.IDLE)) {
                goHome(agent);
            }
        }
    }

    private void logIn(Agent agent) {
        agent.loginMillis = timeline.now();
        agent.truth.loggedIn(told("AgentLog", agent, row(agent, "AGENTLOGIN"), "isLogin", "true"));
        for (QueueLine line : agent.lines) {
            pen.row("MANAGER", line.name(), agent.name, "ADDMEMBER");
            line.members++;
        }
        agent.become(Activity.SETTLING);
        if (dice.chance(faults.doubleLogin())) {
            afterActivity(
                    agent,
                    dice.between(300, 2_000),
                    () -> told("AgentLog", agent, row(agent, "AGENTLOGIN"), "isLogin", "true"));
        }
        afterActivity(agent, dice.between(2_500, 9_000), () -> freed(agent));
    }

    private void logOff(Agent agent) {
        leaveQueues(agent, true);
        long loggedIn = timeline.nowSecond() - Math.floorDiv(agent.loginMillis, 1000L);
        String automatic = dice.chance(0.1) ? "[automatic]" : "";
        long second = row(agent, "AGENTLOGOFF", Long.toString(loggedIn), "", "", automatic);
        agent.truth.loggedOff(told("AgentLog", agent, second, "isLogin", "false"));
        agent.shift++;
        agent.wishes.clear();
        agent.become(Activity.OFF);
    }

    private void leaveQueues(Agent agent, boolean logged) {
        for (QueueLine line : agent.lines) {
            if (logged) {
                pen.row("MANAGER", line.name(), agent.name, "REMOVEDMEMBER");
            }
            if (--line.members == 0) {
                centre.waiting.membersGone(line);
            }
        }
    }

    private void takeBreak(Agent agent, String motive, long lengthMillis) {
        agent.become(Activity.ON_BREAK);
        String comment = motive.equals("OTHER") ? "reunión de equipo" : "";
        long since = timeline.nowSecond();
        agent.truth.breakBegan(toldBreak(agent, row(agent, "BREAK", motive, comment), motive, true));
        stopCalls(agent, motive);
        afterActivity(agent, lengthMillis, () -> {
            startCalls(agent, motive, since);
            String length = Long.toString(timeline.nowSecond() - since);
            agent.truth.breakEnded(toldBreak(agent, row(agent, "UNBREAK", motive, comment, length), motive, false));
            freed(agent);
        });
    }

    private void pause(Agent agent, long lengthMillis) {
        agent.become(Activity.PAUSED);
        long since = timeline.nowSecond();
        stopCalls(agent, "");
        afterActivity(agent, lengthMillis, () -> {
            startCalls(agent, "", since);
            freed(agent);
        });
    }

    private void stopCalls(Agent agent, String reason) {
        agent.truth.pauseBegan(row(agent, "REALPAUSE"));
        row(agent, "PAUSEALL", reason);
        for (QueueLine line : agent.lines) {
            pen.row(RowPen.NONE, line.name(), agent.name, "PAUSE", reason);
        }
    }

    private void startCalls(Agent agent, String reason, long since) {
        row(agent, "UNPAUSEALL", reason);
        for (QueueLine line : agent.lines) {
            pen.row(RowPen.NONE, line.name(), agent.name, "UNPAUSE", reason);
        }
        agent.truth.pauseEnded(row(agent, "REALUNPAUSE", Long.toString(timeline.nowSecond() - since)));
    }

    /** The telephone system is gone: nobody is told anything, every activity stops where it is. */
    void cutOff() {
        for (Agent agent : centre.agents) {
            if (!agent.loggedIn()) {
                continue;
            }
            boolean resting = agent.is(Activity.ON_BREAK) || agent.is(Activity.PAUSED);
            agent.keepsSession = agent.keepsSession || dice.chance(faults.staysLoggedIn());
            if (agent.keepsSession) {
                agent.lines.forEach(line -> line.members++);
                if (!resting) {
                    agent.become(Activity.SETTLING);
                    afterActivity(agent, 10_000, () -> freed(agent));
                }
            } else {
                agent.wishes.clear();
                agent.become(Activity.CUT_OFF);
            }
        }
    }

    /** Everybody who was cut off logs in again, which ends the former session at the restart. */
    void comeBack(long restartSecond) {
        for (Agent agent : centre.agents) {
            if (agent.is(Activity.CUT_OFF)) {
                afterActivity(agent, dice.between(4_000, 45_000), () -> {
                    agent.truth.loggedOff(restartSecond);
                    logIn(agent);
                });
            }
        }
    }

    private long toldBreak(Agent agent, long second, String motive, boolean begins) {
        return told("AgentBreak", agent, second, "motive", motive, "isBreak", Boolean.toString(begins));
    }

    private long told(String event, Agent agent, long second, String... fields) {
        centre.ledger.toTell(ToldEvent.of(event, second, fields).with("agent", agent.name));
        return second;
    }

    private long row(Agent agent, String event, String... data) {
        return pen.row(RowPen.NONE, RowPen.NONE, agent.name, event, data);
    }
}
