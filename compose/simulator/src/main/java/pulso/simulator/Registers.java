package pulso.simulator;

import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables beside the logs that only grow: marks in recordings, blocked numbers, text messages, talk among agents, what users did. */
final class Registers {
    private static final double HOUR_MILLIS = 3_600_000;
    private static final List<String> REMARKS = List.of(
            "revisar con el equipo", "buen cierre", "cliente molesto", "falta confirmar datos", "posible fraude");
    private static final List<String> MESSAGES = List.of(
            "¿me cubrís cinco minutos?", "tengo un cliente por la factura", "gracias", "se cayó el sistema de pagos");
    private static final List<String> ACTIONS = List.of(
            "Login",
            "Export report queue_log",
            "Edit campaign Ventas<-",
            "Upload dialer list",
            "Listen recording",
            "Logout");

    /** What follows them is the same everywhere: id first, then these columns. */
    private enum Register {
        TAGS("datetime", "user", "guid", "time", "comment"),
        BLACK_LIST_HISTORY("calldate", "src", "dst"),
        SMS_REPO(
                "idm",
                "campaign",
                "dateprocessed",
                "direction",
                "callerid",
                "message",
                "agent",
                "smsbase",
                "result",
                "readsms",
                "sessionid"),
        SIPCHAT("datecreated", "src", "dest", "message", "srcagent", "dstagent", "status"),
        AUDITORY("datetime", "userid", "host", "action");

        private final List<String> columns;

        Register(String... columns) {
            this.columns = List.of(columns);
        }
    }

    private final Centre centre;
    private final Timeline timeline;
    private final Dice dice;
    private final Map<Register, Long> lastIds = new EnumMap<>(Register.class);

    Registers(Centre centre) {
        this.centre = centre;
        this.timeline = centre.timeline;
        this.dice = new Dice(centre.plan.seed() + 8);
    }

    void begin() {
        if (!centre.plan.isTelephonyAlone()) {
            planTalk();
            planAudit();
        }
    }

    /** A supervisor marks a place in the recording. */
    void recorded(Call call) {
        if (!dice.chance(0.04)) {
            return;
        }
        long at = timeline.now() + dice.between(120_000, 1_800_000);
        long place = dice.between(1, Math.max(1, (timeline.now() - call.startMillis) / 1000));
        timeline.at(at, () -> write(Register.TAGS, now(), "supervisor1", call.guid, place, dice.oneOf(REMARKS)));
    }

    /** @param agent who wanted to dial it, empty when it wanted in */
    void blocked(String agent, String number) {
        write(Register.BLACK_LIST_HISTORY, now(), agent, number);
    }

    void sms(Chat chat, boolean inward, String agent) {
        write(
                Register.SMS_REPO,
                dice.guid(),
                chat.queue.name(),
                now(),
                inward ? "I" : "O",
                chat.client.address(),
                inward ? "Hola, tengo una consulta" : "Buenas, ¿en qué podemos ayudarle?",
                agent,
                "",
                inward ? "" : "OK",
                inward ? 1L : 0L,
                chat.callid);
    }

    private void planTalk() {
        next(8, () -> {
            List<Agent> present = centre.agents.stream().filter(Agent::loggedIn).toList();
            if (present.size() > 1) {
                Agent from = dice.oneOf(present);
                Agent to = dice.oneOf(present);
                String status = dice.chance(0.97) ? "SUCCESS" : "FAILURE";
                write(Register.SIPCHAT, now(), from.phone, to.phone, dice.oneOf(MESSAGES), from.name, to.name, status);
            }
            planTalk();
        });
    }

    private void planAudit() {
        next(6, () -> {
            String host = "10.0.0." + dice.between(10, 250);
            write(Register.AUDITORY, now(), "supervisor" + dice.between(1, 4), host, dice.oneOf(ACTIONS));
            planAudit();
        });
    }

    private void next(double perHour, Runnable happening) {
        long at = timeline.now() + 1 + dice.exponential(HOUR_MILLIS / perHour);
        if (at < centre.plan.endMillis()) {
            timeline.at(at, happening);
        }
    }

    private LocalDateTime now() {
        return centre.pen.local(timeline.nowSecond());
    }

    private void write(Register register, Object... values) {
        if (centre.plan.isTelephonyAlone()) {
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", lastIds.merge(register, 1L, Long::sum));
        for (int i = 0; i < values.length; i++) {
            row.put(register.columns.get(i), values[i]);
        }
        centre.outbox.add(new WriteAction.RowInsert(timeline.now() + 20, register.name(), row));
    }
}
