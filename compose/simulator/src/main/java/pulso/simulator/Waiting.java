package pulso.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.simulator.Agent.Activity;
import pulso.simulator.Ledger.Refusal;
import pulso.simulator.PassageTruth.Outcome;

/** From entering a queue to an agent's answer or to leaving it unanswered. */
final class Waiting {
    private static final double REFUSES = 0.03;
    private static final double DOES_NOT_ANSWER = REFUSES + 0.08;
    private static final double HANGS_UP_ON_CALLER = DOES_NOT_ANSWER + 0.004;
    private static final double CALLER_LEAVES_AT_ANSWER = HANGS_UP_ON_CALLER + 0.004;
    private static final int RING_TIMEOUT_MILLIS = 15_000;

    private final Centre centre;
    private final Timeline timeline;
    private final Dice dice;
    private final RowPen pen;
    private final Ledger ledger;

    Waiting(Centre centre) {
        this.centre = centre;
        this.timeline = centre.timeline;
        this.dice = centre.dice;
        this.pen = centre.pen;
        this.ledger = centre.ledger;
    }

    void enter(Call call, QueueLine line) {
        if (call.over) {
            return;
        }
        call.line = line;
        if (!line.profile.outbound() && call.consultation == null && dice.chance(0.008)) {
            refuse(call, line);
            return;
        }
        int position = line.waiting.size() + 1;
        long second = pen.row(
                call.callid, line.name(), RowPen.NONE, "ENTERQUEUE", "", call.caller, Integer.toString(position));
        Passage passage = new Passage(call, line, timeline.now(), position, ledger.entered(line.name(), second));
        passage.truth.interaction = call.callid;
        if (call.contact == null && !line.profile.outbound()) {
            call.contact = ledger.contacted(call.callerKey, passage.truth);
        }
        line.waiting.add(passage);
        phoneRow(passage, null, "PHONECALL");
        planLeaving(passage);
        if (line.members == 0) {
            checkEmptySoon(passage);
        }
        offer(passage);
    }

    /** The dialplan lets nobody in: out of hours, too many waiting, nobody there to answer. */
    private void refuse(Call call, QueueLine line) {
        Refusal reason = dice.oneOf(List.of(Refusal.CLOSED, Refusal.FULL, Refusal.NO_AGENTS));
        String event = reason == Refusal.NO_AGENTS ? "JOINEMPTY" : reason.name();
        ledger.refused(Channel.TELEPHONY, line.name(), pen.row(call.callid, line.name(), RowPen.NONE, event), reason);
        @Nullable QueueLine next = dice.chance(0.3) ? centre.lineWhere(other -> other != line) : null;
        if (next == null) {
            timeline.after(dice.between(1_000, 9_000), () -> centre.endCall(call));
        } else {
            timeline.after(dice.between(500, 5_000), () -> enter(call, next));
        }
    }

    /** All members of the queue have gone: whoever waits is sent away at the queue's next look. */
    void membersGone(QueueLine line) {
        line.waiting.forEach(this::checkEmptySoon);
    }

    /** The call this agent, free since now, should take; null when none waits that he has not had. */
    @Nullable
    Passage nextFor(Agent agent) {
        @Nullable Passage best = null;
        for (QueueLine line : agent.lines) {
            if (best != null && best.line.profile.priority() < line.profile.priority()) {
                break;
            }
            for (Passage candidate : line.unserved) {
                if (!candidate.call.talked.contains(agent)) {
                    best = best == null || candidate.enterMillis < best.enterMillis ? candidate : best;
                    break;
                }
            }
        }
        return best;
    }

    void ring(Passage passage, Agent agent) {
        passage.line.unserved.remove(passage);
        passage.ringing = agent;
        agent.become(Activity.RINGING);
        phoneRow(passage, agent, "PHONECALLAGENT");
        long ringSince = timeline.now();
        double fate = dice.unit();
        if (fate < REFUSES) {
            whileRinging(passage, agent, dice.between(50, 900), () -> notAnswered(passage, agent, 0));
        } else if (fate < DOES_NOT_ANSWER) {
            whileRinging(passage, agent, RING_TIMEOUT_MILLIS, () -> notAnswered(passage, agent, RING_TIMEOUT_MILLIS));
        } else {
            long ringMillis = 1_000 + Math.min(dice.exponential(4_500), 12_500);
            whileRinging(passage, agent, ringMillis, () -> {
                if (fate < HANGS_UP_ON_CALLER) {
                    dump(passage, agent);
                } else if (fate < CALLER_LEAVES_AT_ANSWER) {
                    leave(passage, Outcome.ABANDONED, agent.name);
                } else {
                    answer(passage, agent, ringSince);
                }
            });
        }
    }

    private void whileRinging(Passage passage, Agent agent, long delayMillis, Runnable happening) {
        timeline.after(delayMillis, () -> {
            if (passage.waiting && passage.ringing == agent) {
                happening.run();
            }
        });
    }

    private void offer(Passage passage) {
        for (Agent agent : passage.line.idle) {
            if (!passage.call.talked.contains(agent)) {
                ring(passage, agent);
                return;
            }
        }
        passage.line.unserved.add(passage);
    }

    private void notAnswered(Passage passage, Agent agent, int rangMillis) {
        boolean refused = rangMillis == 0;
        passage.ringing = null;
        long second = pen.row(
                passage.call.callid, passage.line.name(), agent.name, "RINGNOANSWER", Integer.toString(rangMillis));
        ledger.rang(passage.line.name(), agent.name, second, refused);
        centre.agentLife.rest(agent, dice.between(4_000, 20_000));
        offer(passage);
    }

    private void dump(Passage passage, Agent agent) {
        passage.ringing = null;
        long second = pen.row(passage.call.callid, passage.line.name(), agent.name, "AGENTDUMP");
        ledger.dumped(agent.name, second);
        centre.agentLife.rest(agent, dice.between(4_000, 20_000));
        offer(passage);
    }

    private void answer(Passage passage, Agent agent, long ringSinceMillis) {
        removeFromQueue(passage);
        int wait = passage.waitedAt(timeline.nowSecond());
        long ringSeconds = (timeline.now() - ringSinceMillis) / 1000;
        boolean ringTold = !dice.chance(0.01);
        long second = pen.row(
                passage.call.callid,
                passage.line.name(),
                agent.name,
                "CONNECT",
                Integer.toString(wait),
                centre.uniqueId(),
                ringTold ? Long.toString(ringSeconds) : "");
        ledger.answered(passage.truth, agent.name, second, wait);
        passage.truth.ringSeconds = ringTold ? (int) ringSeconds : -1;
        passage.call.answered = passage.truth;
        phoneRow(passage, agent, "PHONEANSWER");
        centre.talking.start(passage, agent, wait);
    }

    private void planLeaving(Passage passage) {
        QueueProfile profile = passage.line.profile;
        double fate = dice.unit();
        Outcome outcome = Outcome.ABANDONED;
        long afterMillis;
        if (fate < 0.02) {
            afterMillis = dice.between(400, 4_900);
        } else if (fate < 0.05 && passage.call.consultation == null) {
            outcome = Outcome.EXITED_KEY;
            afterMillis = dice.between(3_000, 60_000);
        } else if (fate < 0.056 && passage.call.consultation == null) {
            outcome = Outcome.WITHDRAWN;
            afterMillis = dice.between(5_000, 60_000);
        } else {
            afterMillis = 1_000 + dice.exponential(profile.patienceSeconds() * 1000);
        }
        long timeoutMillis = (long) (profile.timeoutSeconds() * 1000);
        if (afterMillis > timeoutMillis) {
            outcome = Outcome.EXITED_TIMEOUT;
            afterMillis = timeoutMillis;
        }
        Outcome planned = outcome;
        timeline.after(afterMillis, () -> leave(passage, planned, RowPen.NONE));
    }

    private void checkEmptySoon(Passage passage) {
        timeline.after(dice.between(1_000, 5_000), () -> {
            if (passage.line.members == 0) {
                leave(passage, Outcome.EXITED_EMPTY, RowPen.NONE);
            }
        });
    }

    private void leave(Passage passage, Outcome outcome, String agentName) {
        if (!passage.waiting) {
            return;
        }
        int wait = passage.waitedAt(timeline.nowSecond());
        String position = Integer.toString(passage.line.positionOf(passage));
        @Nullable Agent wasRinging = passage.ringing;
        removeFromQueue(passage);
        ledger.left(passage.truth, outcome, waitStated(passage, outcome, agentName, position, wait));
        if (wasRinging != null) {
            centre.agentLife.freed(wasRinging);
        }
        afterwards(passage, outcome);
    }

    /** Writes the row of leaving and returns the wait that a reader of it must find. */
    private int waitStated(Passage passage, Outcome outcome, String agentName, String position, int wait) {
        String callid = passage.call.callid;
        String queue = passage.line.name();
        String entered = Integer.toString(passage.enterPosition);
        String waited = Integer.toString(wait);
        switch (outcome) {
            case ABANDONED -> pen.row(callid, queue, agentName, "ABANDON", position, entered, waited);
            case EXITED_TIMEOUT -> pen.row(callid, queue, agentName, "EXITWITHTIMEOUT", position, entered, waited);
            case EXITED_EMPTY -> pen.row(callid, queue, agentName, "EXITEMPTY", position, entered, waited);
            case WITHDRAWN -> pen.row(callid, queue, agentName, "WITHDRAW", position, entered, waited, "supervisor");
            case EXITED_KEY -> {
                boolean silent = dice.chance(centre.plan.faults().keyWaitMissing());
                String key = Long.toString(dice.between(0, 9));
                long second =
                        pen.row(callid, queue, agentName, "EXITWITHKEY", key, position, entered, silent ? "" : waited);
                if (silent) {
                    return (int) (second - passage.truth.enterSecond);
                }
            }
            case OPEN, ANSWERED, SYSTEM -> throw new IllegalStateException("no row tells of leaving as " + outcome);
        }
        return wait;
    }

    private void afterwards(Passage passage, Outcome outcome) {
        Call call = passage.call;
        Call.@Nullable Consultation consultation = call.consultation;
        if (consultation != null) {
            centre.endCall(call);
            consultation.unanswered();
            return;
        }
        boolean movesOn = outcome == Outcome.EXITED_TIMEOUT || outcome == Outcome.EXITED_KEY;
        if (movesOn && !passage.line.profile.outbound() && dice.chance(0.4)) {
            boolean back = dice.chance(0.25);
            @Nullable QueueLine next = back ? passage.line : centre.lineWhere(line -> line != passage.line);
            if (next != null) {
                timeline.after(dice.between(100, 6_000), () -> enter(call, next));
                return;
            }
        }
        centre.endCall(call);
    }

    private static void removeFromQueue(Passage passage) {
        passage.waiting = false;
        passage.ringing = null;
        passage.line.waiting.remove(passage);
        passage.line.unserved.remove(passage);
    }

    /** The same call told once more by the agent's phone; leaves no trace in the ledger. */
    private void phoneRow(Passage passage, @Nullable Agent agent, String event) {
        Call call = passage.call;
        if (call.toldByPhone) {
            String queue = passage.line.name();
            String name = agent == null ? RowPen.NONE : agent.name;
            pen.row(call.callid, queue, name, event, call.caller, call.guid, queue);
        }
    }
}
