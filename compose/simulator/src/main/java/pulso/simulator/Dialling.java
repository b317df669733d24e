package pulso.simulator;

import org.jspecify.annotations.Nullable;
import pulso.simulator.Agent.Activity;

/** Calls that an agent dials for a campaign between two inbound ones: one OUTCALL row each, when it is over. */
final class Dialling {
    private static final double MEAN_GAP_MILLIS = 240_000;

    private final Centre centre;
    private final AgentLife agentLife;
    private final Timeline timeline;
    private final Dice dice;

    Dialling(Centre centre, AgentLife agentLife) {
        this.centre = centre;
        this.agentLife = agentLife;
        this.timeline = centre.timeline;
        this.dice = centre.dice;
    }

    /** From now to the end of the agent's shift he dials whenever he is free at the moment he thinks of it. */
    void planFirst(Agent agent) {
        @Nullable QueueLine campaign = agent.campaign;
        if (campaign != null) {
            planNext(agent, campaign, agent.shift);
        }
    }

    private void planNext(Agent agent, QueueLine campaign, int shift) {
        timeline.after(10_000 + dice.exponential(MEAN_GAP_MILLIS), () -> {
            if (agent.shift != shift || centre.closing()) {
                return;
            }
            if (agent.is(Activity.IDLE) && dialledAtThisHour(campaign)) {
                dial(agent, campaign);
            }
            planNext(agent, campaign, shift);
        });
    }

    private boolean dialledAtThisHour(QueueLine campaign) {
        return campaign.profile.hourWeight(
                        centre.pen.local(timeline.nowSecond()).getHour())
                > 0;
    }

    private void dial(Agent agent, QueueLine campaign) {
        agent.become(Activity.DIALLING);
        Dialer.Spooled spooled = centre.dialer.take(campaign, agent);
        Call call = centre.newCall(new Callers.Caller(spooled.number, null), false);
        call.spooled = spooled;
        call.line = campaign;
        call.lastAgent = agent;
        double fate = dice.unit();
        if (fate < 0.55) {
            call.dialDisposition = "ANSWERED";
            long ringMillis = dice.between(3_000, 22_000);
            long talkMillis = 2_000 + dice.logNormal(campaign.profile.talkSeconds() * 1000, 0.7);
            agentLife.afterActivity(agent, ringMillis, () -> {
                call.dialAnsweredMillis = timeline.now();
                String status = fate < 0.04 ? "ANSWERED" : "ANSWER";
                agentLife.afterActivity(agent, talkMillis, () -> over(agent, campaign, call, status));
            });
        } else if (fate < 0.82) {
            call.dialDisposition = "NO ANSWER";
            agentLife.afterActivity(agent, dice.between(20_000, 35_000), () -> over(agent, campaign, call, "NOANSWER"));
        } else if (fate < 0.93) {
            call.dialDisposition = "BUSY";
            agentLife.afterActivity(agent, dice.between(1_000, 5_000), () -> over(agent, campaign, call, "BUSY"));
        } else {
            call.dialDisposition = "FAILED";
            String status = fate < 0.97 ? "CONGESTION" : "CHANUNAVAIL";
            agentLife.afterActivity(agent, dice.between(300, 2_000), () -> over(agent, campaign, call, status));
        }
    }

    private void over(Agent agent, QueueLine campaign, Call call, String status) {
        boolean answered = call.dialAnsweredMillis >= 0;
        int talked = answered ? (int) ((timeline.now() - call.dialAnsweredMillis) / 1000) : 0;
        long total = (timeline.now() - call.startMillis) / 1000;
        long second = centre.pen.row(
                call.callid,
                campaign.name(),
                agent.name,
                "OUTCALL",
                status,
                Integer.toString(talked),
                Long.toString(total),
                call.caller,
                call.guid);
        centre.ledger.calledOut(campaign.name(), agent.name, second, answered, talked);
        centre.endCall(call);
        agentLife.freed(agent);
    }
}
