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
        boolean talked = call.dialDisposition == null ? call.lastAgent != null : call.dialAnsweredMillis >= 0;
        @Nullable BigDecimal rating = talked && dice.chance(0.08) ? rating() : null;
        CdrRow row = row(call, end, rating);
        centre.timeline.at(insertAt, () -> {
            centre.outbox.add(new WriteAction.CdrInsert(insertAt, row));
            rated(call, rating);
        });
        if (talked && dice.chance(0.75)) {
            tag(call, insertAt, rating);
        }
        if (talked) {
            centre.registers.recorded(call);
        }
        if (call.spooled != null) {
            centre.dialer.dialled(call.spooled, talked);
        }
    }

    private void tag(Call call, long insertAt, @Nullable BigDecimal first) {
        long taggedAt = insertAt + dice.between(2_000, 120_000);
        String tag = dice.oneOf(TAGS);
        LocalDateTime finishTime = local(taggedAt);
        update(taggedAt, call, tag, finishTime, first);
        noted(taggedAt, call, tag);
        if (first == null && dice.chance(0.4)) {
            long ratedAt = taggedAt + dice.between(30_000, 900_000);
            BigDecimal rating = rating();
            update(ratedAt, call, tag, finishTime, rating);
            if (dice.chance(0.25)) {
                long againAt = ratedAt + dice.between(10_000, 600_000);
                double change = dice.unit();
                String other = dice.oneOf(TAGS);
                if (!other.equals(tag)) {
                    noted(againAt, call, other);
                }
                update(againAt, call, other, local(againAt), change < 0.6 ? rating : change < 0.9 ? rating() : null);
            }
        }
    }

    private void noted(long atMillis, Call call, String tag) {
        centre.timeline.at(
                atMillis,
                () -> centre.ledger.toTell(
                        ToldEvent.of("InteractionDisposition", Math.floorDiv(atMillis, 1000L), "guid", call.guid)
                                .with("levels", tag)));
    }

    private void update(long atMillis, Call call, String tag, LocalDateTime finishTime, @Nullable BigDecimal rating) {
        centre.timeline.at(atMillis, () -> {
            centre.outbox.add(new WriteAction.CdrUpdate(atMillis, call.callid, tag, finishTime, rating));
            rated(call, rating);
        });
    }

    /** Nobody rates 0: a 0 stands for no answer. */
    private BigDecimal rating() {
        return dice.chance(0.03) ? BigDecimal.valueOf(0, 2) : BigDecimal.valueOf(dice.between(100, 500), 2);
    }

    private static void rated(Call call, @Nullable BigDecimal rating) {
        if (call.answered != null) {
            call.answered.rating = rating == null ? 0 : rating.unscaledValue().intValueExact();
        }
    }

    private CdrRow row(Call call, long endMillis, @Nullable BigDecimal rating) {
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
                call.spooled == null ? "" : call.spooled.contact,
                call.spooled == null ? "" : call.spooled.list,
                rating);
    }

    private LocalDateTime local(long millis) {
        return centre.pen.local(Math.floorDiv(millis, 1000L));
    }

    private String channelNumber() {
        return HexFormat.of().toHexDigits((int) dice.between(0, Integer.MAX_VALUE));
    }
}
