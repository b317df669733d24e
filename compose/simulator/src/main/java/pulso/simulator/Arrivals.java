package pulso.simulator;

import org.jspecify.annotations.Nullable;
import pulso.simulator.Agent.Activity;

/** Callers: a Poisson process for each queue whose rate follows the local hour. And the web calls, rare, that count in no figure. */
final class Arrivals {
    private static final double HOUR_MILLIS = 3_600_000;

    private final Centre centre;
    private final Timeline timeline;

    Arrivals(Centre centre) {
        this.centre = centre;
        this.timeline = centre.timeline;
    }

    void begin() {
        for (int i = 0; i < centre.lines.size(); i++) {
            QueueLine line = centre.lines.get(i);
            if (line.profile.callsPerDay() > 0) {
                planNext(line, new Dice(centre.plan.seed() * 31 + 100 + i));
            }
        }
        planWebCall(new Dice(centre.plan.seed() + 4), false);
    }

    /** Candidates come at the rate of the heaviest hour; each is kept with the share its own hour has of it. */
    private void planNext(QueueLine line, Dice dice) {
        QueueProfile profile = line.profile;
        double heaviestPerHour =
                profile.callsPerDay() * centre.plan.scale() * profile.heaviestHour() / profile.weightOfDay();
        long at = timeline.now() + 1 + dice.exponential(HOUR_MILLIS / heaviestPerHour);
        if (at >= centre.plan.endMillis()) {
            return;
        }
        timeline.at(at, () -> {
            int hour = centre.pen.local(timeline.nowSecond()).getHour();
            if (dice.unit() * profile.heaviestHour() < profile.hourWeight(hour)) {
                arrive(line);
            }
            planNext(line, dice);
        });
    }

    private void arrive(QueueLine line) {
        if (centre.down) {
            return;
        }
        if (line.profile.outbound()) {
            Dialer.Spooled spooled = centre.dialer.take(line, null);
            Call call = centre.newCall(new Callers.Caller(spooled.number, null), centre.dice.chance(0.85));
            call.spooled = spooled;
            timeline.after(200, () -> centre.waiting.enter(call, line));
            return;
        }
        Callers.Caller caller = centre.callers.onThePhone();
        if (centre.dice.chance(0.001)) {
            centre.registers.blocked("", caller.text());
            return;
        }
        Call call = centre.newCall(caller, centre.dice.chance(0.85));
        long menuMillis = centre.dice.between(3_000, 20_000);
        timeline.after(menuMillis, () -> centre.waiting.enter(call, line));
    }

    private void planWebCall(Dice dice, boolean video) {
        long at = timeline.now() + 600_000 + dice.exponential(HOUR_MILLIS * 1.5);
        if (at >= centre.plan.endMillis() - 600_000) {
            return;
        }
        timeline.at(at, () -> {
            @Nullable Agent agent = idleAgent();
            if (agent != null) {
                String callid = "web-" + dice.guid();
                String mail = "cliente" + dice.between(100, 999) + "@example.com";
                String queue = agent.lines.getLast().name();
                centre.pen.row(callid, queue, agent.name, video ? "STARTVIDEOCALL" : "STARTCALL", mail);
                timeline.after(dice.between(30_000, 300_000), () -> {
                    if (!centre.down) {
                        centre.pen.row(callid, queue, agent.name, video ? "ENDVIDEOCALL" : "ENDCALL", mail);
                    }
                });
            }
            planWebCall(dice, agent == null ? video : !video);
        });
    }

    private @Nullable Agent idleAgent() {
        for (Agent agent : centre.agents) {
            if (agent.is(Activity.IDLE) && !agent.lines.isEmpty()) {
                return agent;
            }
        }
        return null;
    }
}
