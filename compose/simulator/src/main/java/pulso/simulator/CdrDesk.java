package pulso.simulator;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes each call's CDR, 5 to 60 s after its end, and what is noted in it later: the tag, the time of tagging, the rating. */
final class CdrDesk {
    private static final List<String> TAGS = List.of(
            "Venta:Contado:Si",
            "Venta:Cuotas:Si",
            "Venta:No interesa:",
            "Consulta:Saldo:",
            "Consulta:Horario:",
            "Reclamo:Factura:Pendiente",
            "Reclamo:Servicio:Resuelto",
            "Soporte:Conexión:Resuelto",
            "Soporte:Equipo:Visita");

    private final Centre centre;
    private final Dice dice;

    CdrDesk(Centre centre) {
        this.centre = centre;
        this.dice = new Dice(centre.plan.seed() + 3);
    }

    void finished(Call call) {
        long end = centre.timeline.now();
        long insertAt = end + dice.between(5_000, 60_000);
        centre.outbox.add(new WriteAction.CdrInsert(insertAt, row(call, end)));
        boolean talked = call.dialDisposition == null ? call.lastAgent != null : call.dialAnsweredMillis >= 0;
        if (talked && dice.chance(0.75)) {
            tag(call, insertAt);
        }
    }

    private void tag(Call call, long insertAt) {
        long taggedAt = insertAt + dice.between(2_000, 120_000);
        String tag = dice.oneOf(TAGS);
        LocalDateTime finishTime = local(taggedAt);
        centre.outbox.add(new WriteAction.CdrUpdate(taggedAt, call.callid, tag, finishTime, null));
        if (dice.chance(0.4)) {
            long ratedAt = taggedAt + dice.between(30_000, 900_000);
            BigDecimal rating = BigDecimal.valueOf(dice.between(100, 500), 2);
            centre.outbox.add(new WriteAction.CdrUpdate(ratedAt, call.callid, tag, finishTime, rating));
            if (dice.chance(0.25)) {
                long againAt = ratedAt + dice.between(10_000, 600_000);
                centre.outbox.add(
                        new WriteAction.CdrUpdate(againAt, call.callid, dice.oneOf(TAGS), local(againAt), rating));
            }
        }
    }

    private CdrRow row(Call call, long endMillis) {
        @Nullable QueueLine line = call.line;
        @Nullable Agent agent = call.lastAgent;
        @Nullable String dialled = call.dialDisposition;
        boolean outbound = line != null && line.profile.outbound();
        String queueNumber = line == null ? "s" : line.profile.extension();
        int duration = (int) (Math.floorDiv(endMillis, 1000L) - Math.floorDiv(call.startMillis, 1000L));
        int billed = dialled == null
                ? Math.max(0, duration - 1)
                : call.dialAnsweredMillis < 0 ? 0 : (int) ((endMillis - call.dialAnsweredMillis) / 1000);
        String agentChannel = agent == null ? "" : "SIP/" + agent.phone + "-" + channelNumber();
        String trunk = "SIP/trunk-" + channelNumber();
        return new CdrRow(
                local(call.startMillis),
                "\"" + call.caller + "\" <" + call.caller + ">",
                dialled == null || agent == null ? call.caller : agent.phone,
                dialled == null ? queueNumber : call.caller,
                outbound ? "outbound" : "from-trunk",
                dialled == null ? trunk : agentChannel,
                dialled == null ? agentChannel : trunk,
                dialled != null ? "Dial" : line == null ? "Background" : "Queue",
                duration,
                billed,
                dialled == null ? "ANSWERED" : dialled,
                agent == null ? "" : agent.name,
                call.callid,
                agent == null ? "" : "REC",
                call.guid,
                billed > 0 ? "16" : "19",
                line == null ? "" : line.name(),
                outbound ? "C" + dice.between(10_000, 99_999) : "",
                outbound ? "base-" + queueNumber : "");
    }

    private LocalDateTime local(long millis) {
        return centre.pen.local(Math.floorDiv(millis, 1000L));
    }

    private String channelNumber() {
        return HexFormat.of().toHexDigits((int) dice.between(0, Integer.MAX_VALUE));
    }
}
