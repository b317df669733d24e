package pulso.simulator;

import java.time.Duration;
import java.util.List;

/** The telephone system dies in mid-call and starts anew seconds later: no end row for what was open, one QUEUESTART. */
final class Restarts {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long QUIET_MILLIS = Duration.ofMinutes(30).toMillis();

    /** By then everybody has logged in again. */
    private static final long RECOVERY_MILLIS = Duration.ofMinutes(2).toMillis();

    private final Centre centre;
    private final Timeline timeline;
    private final Dice dice;
    private long earliestNextMillis;

    Restarts(Centre centre) {
        this.centre = centre;
        this.timeline = centre.timeline;
        this.dice = new Dice(centre.plan.seed() + 5);
    }

    void begin() {
        centre.pen.row(RowPen.NONE, RowPen.NONE, RowPen.NONE, "QUEUESTART");
        for (QueueLine line : centre.lines) {
            centre.pen.row(RowPen.NONE, line.name(), RowPen.NONE, "CREATEDQUEUE");
        }
        planDay(timeline.now());
    }

    private void planDay(long dayMillis) {
        if (dayMillis >= centre.plan.endMillis()) {
            return;
        }
        timeline.at(dayMillis, () -> {
            double mean = centre.plan.faults().restartsPerDay();
            long count = (long) mean + (dice.chance(mean - Math.floor(mean)) ? 1 : 0);
            for (int i = 0; i < count; i++) {
                timeline.at(busyMoment(dayMillis), this::crash);
            }
            planDay(dayMillis + DAY_MILLIS);
        });
    }

    /** Systems die under load: a moment of the working day, so that calls are going on. */
    private long busyMoment(long dayMillis) {
        long moment = dayMillis + QUIET_MILLIS;
        for (int tries = 0; tries < 50; tries++) {
            moment = dayMillis + dice.between(QUIET_MILLIS, DAY_MILLIS - QUIET_MILLIS);
            int hour = centre.pen.local(Math.floorDiv(moment, 1000L)).getHour();
            if (hour >= 9 && hour < 20) {
                break;
            }
        }
        return moment;
    }

    private void crash() {
        if (timeline.now() < earliestNextMillis || centre.closing()) {
            return;
        }
        earliestNextMillis = timeline.now() + RECOVERY_MILLIS;
        centre.down = true;
        for (QueueLine line : centre.lines) {
            line.waiting.forEach(passage -> passage.waiting = false);
            line.clear();
        }
        centre.openTalks.forEach(talk -> talk.open = false);
        centre.openTalks.clear();
        List.copyOf(centre.liveCalls).forEach(centre::endCall);
        centre.agentLife.cutOff();
        timeline.after(dice.between(1_500, 6_000), () -> {
            long second = centre.pen.row(RowPen.NONE, RowPen.NONE, RowPen.NONE, "QUEUESTART");
            centre.ledger.restarted(second);
            centre.down = false;
            centre.agentLife.comeBack(second);
        });
    }
}
