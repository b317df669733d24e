package pulso.command;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pulso.command.Decision.Slots;
import pulso.schemas.settings.OpeningHours;
import pulso.schemas.settings.OpeningHours.Span;
import pulso.schemas.settings.Setting;
import pulso.simulator.Simulator;

/** What the simulated centre's people decided: groups, targets and hours of its queues, names of its agents. */
final class DemoSettings {
    /** Who decided it. */
    static final String DEMO = "demo";

    private static final int STRICT_SECONDS = 10;
    private static final OpeningHours OFFICE = new OpeningHours(
            Stream.of(DayOfWeek.values())
                    .limit(5)
                    .map(day -> new Span(day, 8 * 60, 18 * 60))
                    .toList(),
            List.of());
    private static final Map<String, List<String>> GROUPS = Map.of(
            "Ventas", List.of("Ventas<-", "VIP<-", "ChatVentas<-", "WhatsAppVentas<-"),
            "Soporte", List.of("Soporte<-", "ChatSoporte<-", "SMSSoporte<-", "CorreoSoporte<-"),
            "Cobranzas", List.of("Cobranzas<-", "Facturacion<-", "Cobros->", "SMSCobros->"),
            "Clientes", List.of("Reclamos<-", "Redes<-", "CorreoReclamos<-", "Encuestas->"));

    private DemoSettings() {}

    static List<Decision> of(Simulator simulator, ZoneId zone) {
        var decisions = new ArrayList<Decision>();
        GROUPS.forEach((group, queues) ->
                queues.forEach(queue -> decisions.add(new Decision(Setting.Kind.QUEUE, queue, queue(queue, group)))));
        var midnight = LocalDate.now(zone).atStartOfDay(zone).toInstant();
        for (var agent : new TreeSet<>(simulator
                .ledger()
                .figures(midnight, Instant.ofEpochSecond(Instant.now().getEpochSecond()), 20, 5)
                .agents()
                .keySet())) {
            decisions.add(new Decision(Setting.Kind.AGENT, agent, Slots.agent(name(agent), null)));
        }
        return decisions;
    }

    private static Slots queue(String queue, String group) {
        boolean isOffice = queue.startsWith("Cobranzas") || queue.startsWith("Facturacion");
        return new Slots(
                queue.equals("VIP<-") ? STRICT_SECONDS : null, null, group, isOffice ? OFFICE : null, null, null, null);
    }

    /** {@code lucia.perez} to Lucia Perez. */
    private static String name(String agent) {
        return Arrays.stream(agent.split("\\.", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining(" "));
    }
}
