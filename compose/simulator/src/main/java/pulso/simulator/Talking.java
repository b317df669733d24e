package pulso.simulator;

import org.jspecify.annotations.Nullable;
import pulso.simulator.Agent.Activity;
import pulso.simulator.PassageTruth.Span;

/** From an agent's answer to the end of the wrap-up: holds, transfers, who hangs up. */
final class Talking {
    private final Centre centre;
    private final Timeline timeline;
    private final Dice dice;
    private final RowPen pen;
    private final Ledger ledger;
    private final Transfers transfers;

    Talking(Centre centre) {
        this.centre = centre;
        this.timeline = centre.timeline;
        this.dice = centre.dice;
        this.pen = centre.pen;
        this.ledger = centre.ledger;
        this.transfers = new Transfers(centre, this);
    }

    void start(Passage passage, Agent agent, int waitSeconds) {
        agent.become(Activity.TALKING);
        Call call = passage.call;
        call.talked.add(agent);
        call.lastAgent = agent;
        Talk talk = new Talk(passage, agent, timeline.now(), waitSeconds);
        centre.openTalks.add(talk);
        Call.@Nullable Consultation consultation = call.consultation;
        if (consultation != null) {
            consultation.answered(talk);
            return;
        }
        long talkMillis = 3_000 + dice.logNormal(passage.line.profile.talkSeconds() * 1000, 0.7);
        if (dice.chance(0.25)) {
            planHolds(talk, talkMillis);
        } else {
            whileOpen(talk, talkMillis, () -> end(talk));
        }
    }

    void whileOpen(Talk talk, long delayMillis, Runnable happening) {
        timeline.after(delayMillis, () -> {
            if (talk.open) {
                happening.run();
            }
        });
    }

    private void planHolds(Talk talk, long talkMillis) {
        long holdMillis = dice.between(6_000, 70_000);
        whileOpen(talk, talkMillis * 3 / 10, () -> {
            hold(talk);
            if (dice.chance(0.08)) {
                whileOpen(talk, holdMillis, () -> hangUp(talk, true));
                return;
            }
            whileOpen(talk, holdMillis, () -> unhold(talk));
            boolean twice = dice.chance(0.3);
            long rest = talkMillis * 7 / 10;
            whileOpen(talk, holdMillis + rest / 2, () -> {
                if (twice && !talk.holdLost) {
                    long second = dice.between(5_000, 40_000);
                    hold(talk);
                    whileOpen(talk, second, () -> unhold(talk));
                    whileOpen(talk, second + rest / 2, () -> end(talk));
                } else {
                    whileOpen(talk, rest / 2, () -> end(talk));
                }
            });
        });
    }

    void hold(Talk talk) {
        talk.holds.add(ledger.held(talk.passage.truth, holdRow(talk, "HOLD")));
        if (talk.passage.call.toldByPhone) {
            talk.holds.add(ledger.held(talk.passage.truth, phoneRow(talk, "PHONESTARHOLD" + direction(talk))));
        }
    }

    void unhold(Talk talk) {
        if (dice.chance(centre.plan.faults().lostUnhold())) {
            talk.holdLost = true;
            return;
        }
        for (int i = 0; i < talk.holds.size(); i++) {
            Span hold = talk.holds.get(i);
            hold.close(i == 0 ? holdRow(talk, "UNHOLD") : phoneRow(talk, "PHONEENDHOLD" + direction(talk)));
        }
        talk.holds.clear();
    }

    private long holdRow(Talk talk, String event) {
        String caller = talk.passage.call.caller;
        return pen.row(
                talk.passage.call.callid,
                talk.passage.line.name(),
                talk.agent.name,
                event,
                "SIP/" + talk.agent.phone,
                talk.agent.name,
                talk.agent.phone,
                caller,
                caller);
    }

    private void end(Talk talk) {
        double fate = dice.unit();
        if (talk.passage.line.profile.outbound() || fate < 0.86) {
            hangUp(talk, fate < 0.56);
        } else {
            transfers.transfer(talk, fate);
        }
    }

    void hangUp(Talk talk, boolean byCaller) {
        finish(
                talk,
                byCaller ? "COMPLETECALLER" : "COMPLETEAGENT",
                Integer.toString(talk.waitSeconds),
                Integer.toString(talkedSeconds(talk)),
                Integer.toString(talk.passage.enterPosition));
        centre.endCall(talk.passage.call);
    }

    int talkedSeconds(Talk talk) {
        return (int) (timeline.nowSecond() - Math.floorDiv(talk.connectMillis, 1000L));
    }

    /** Ends the talk with this row and sends the agent into wrap-up; what becomes of the call is the caller's business. */
    void finish(Talk talk, String event, String... data) {
        talk.open = false;
        centre.openTalks.remove(talk);
        boolean transferred = event.endsWith("TRANSFER");
        String queue = talk.passage.line.name();
        long second = pen.row(talk.endCallid, queue, talk.agent.name, event, data);
        ledger.talkEnded(talk.passage.truth, second, talkedSeconds(talk), transferred);
        if (talk.passage.call.toldByPhone) {
            phoneRow(talk, event.equals("COMPLETECALLER") ? "PHONECOMPLETECALLER" : "PHONECOMPLETEAGENT");
        }
        wrapUp(talk);
    }

    private void wrapUp(Talk talk) {
        talk.agent.become(Activity.WRAP_UP);
        int total = talk.passage.line.profile.wrapUpSeconds();
        long usedMillis = Math.min(dice.logNormal(total * 600.0, 0.6), total * 1000L);
        boolean lost = dice.chance(centre.plan.faults().lostWrapUp());
        boolean withoutCall = dice.chance(centre.plan.faults().wrapUpWithoutCall());
        centre.agentLife.afterActivity(talk.agent, usedMillis, () -> {
            if (!lost) {
                int used = (int) (usedMillis / 1000);
                String queue = talk.passage.line.name();
                long second = pen.row(
                        withoutCall ? RowPen.NONE : talk.passage.call.callid,
                        withoutCall ? RowPen.NONE : queue,
                        talk.agent.name,
                        "FINISHWRAPUP",
                        Integer.toString(total - used),
                        Integer.toString(total),
                        talk.passage.call.guid);
                ledger.wrappedUp(queue, talk.agent.name, second, used);
            }
            centre.agentLife.freed(talk.agent);
        });
    }

    private long phoneRow(Talk talk, String event) {
        Call call = talk.passage.call;
        String queue = talk.passage.line.name();
        return pen.row(call.callid, queue, talk.agent.name, event, call.caller, call.guid, queue);
    }

    private static String direction(Talk talk) {
        return talk.passage.line.profile.outbound() ? "OUT" : "IN";
    }
}
