package pulso.simulator;

import org.jspecify.annotations.Nullable;

/** The ways an agent passes a caller on: blind or attended, to an extension or into another queue. */
final class Transfers {
    private static final String CONTEXT = "from-queue";

    private final Centre centre;
    private final Timeline timeline;
    private final Dice dice;
    private final Talking talking;

    Transfers(Centre centre, Talking talking) {
        this.centre = centre;
        this.timeline = centre.timeline;
        this.dice = centre.dice;
        this.talking = talking;
    }

    /** @param fate in [0.86, 1): which transfer it becomes */
    void transfer(Talk talk, double fate) {
        @Nullable QueueLine target = centre.lineWhere(line -> line != talk.passage.line);
        boolean intoQueue = fate >= 0.93 && target != null && !centre.closing();
        if (intoQueue && target != null && fate < 0.97) {
            blind(talk, "BLINDTRANSFER", target.profile.extension());
            Call call = talk.passage.call;
            timeline.after(dice.between(100, 900), () -> centre.waiting.enter(call, target));
        } else if (intoQueue && target != null) {
            consult(talk, target);
        } else if (fate < 0.90) {
            blind(talk, fate < 0.89 ? "BLINDTRANSFER" : "TRANSFER", extension());
            callGoesOn(talk);
        } else {
            attendedOutside(talk);
            callGoesOn(talk);
        }
    }

    private void blind(Talk talk, String event, String extension) {
        talking.finish(
                talk,
                event,
                extension,
                CONTEXT,
                Integer.toString(talk.waitSeconds),
                Integer.toString(talking.talkedSeconds(talk)),
                Integer.toString(talk.passage.enterPosition));
    }

    private void attendedOutside(Talk talk) {
        String wait = Integer.toString(talk.waitSeconds);
        String talked = Integer.toString(talking.talkedSeconds(talk));
        String position = Integer.toString(talk.passage.enterPosition);
        double form = dice.unit();
        if (form < 0.5) {
            talking.finish(talk, "ATTENDEDTRANSFER", "BRIDGE", dice.guid(), wait, talked, position);
        } else if (form < 0.75) {
            String theirs = "SIP/" + extension() + "-0000" + dice.between(1000, 9999);
            String ours = "SIP/" + talk.agent.phone + "-0000" + dice.between(1000, 9999);
            talking.finish(talk, "ATTENDEDTRANSFER", "LINK", ours, theirs, wait, talked + "|" + position);
        } else {
            talking.finish(talk, "ATTENDEDTRANSFER", "APP", "VoiceMail", wait, talked, position);
        }
    }

    /** Outside the queues nobody logs; only the CDR tells how long. */
    private void callGoesOn(Talk talk) {
        Call call = talk.passage.call;
        timeline.after(dice.between(15_000, 300_000), () -> centre.endCall(call));
    }

    /** The caller on hold, the agent asks another queue by a call of his own and joins the two once somebody answers there. */
    private void consult(Talk talk, QueueLine target) {
        if (!talk.holdLost) {
            talking.hold(talk);
        }
        Call consulting = centre.newCall(new Callers.Caller(talk.agent.phone, talk.agent.phone), false);
        consulting.talked.addAll(talk.passage.call.talked);
        consulting.consultation = new Call.Consultation() {
            @Override
            public void answered(Talk second) {
                talking.whileOpen(second, dice.between(6_000, 40_000), () -> join(talk, second));
            }

            @Override
            public void unanswered() {
                talking.whileOpen(talk, 500, () -> {
                    if (!talk.holdLost) {
                        talking.unhold(talk);
                    }
                    talking.whileOpen(talk, dice.between(10_000, 60_000), () -> talking.hangUp(talk, false));
                });
            }
        };
        centre.waiting.enter(consulting, target);
    }

    private void join(Talk first, Talk second) {
        if (!first.holdLost && dice.chance(0.6)) {
            talking.unhold(first);
        }
        Call call = first.passage.call;
        talking.finish(
                first,
                "ATTENDEDTRANSFER",
                "BRIDGE",
                dice.guid(),
                Integer.toString(first.waitSeconds),
                Integer.toString(talking.talkedSeconds(first)),
                Integer.toString(first.passage.enterPosition));
        call.talked.add(second.agent);
        call.lastAgent = second.agent;
        if (dice.chance(centre.plan.faults().swappedCallid())) {
            second.endCallid = call.callid;
        }
        long restMillis = 5_000 + dice.logNormal(second.passage.line.profile.talkSeconds() * 700, 0.6);
        boolean byCaller = dice.chance(0.6);
        talking.whileOpen(second, restMillis, () -> {
            talking.hangUp(second, byCaller);
            centre.endCall(call);
        });
    }

    private String extension() {
        return Long.toString(dice.between(200, 299));
    }
}
