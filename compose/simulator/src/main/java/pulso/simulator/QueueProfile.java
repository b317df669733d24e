package pulso.simulator;

import java.util.List;

/**
 * What distinguishes one queue from another.
 *
 * @param callsPerDay mean arrivals of a day at scale 1 (for a campaign "->": calls the dialer hands over)
 * @param hours weight of each local hour of the day
 * @param priority lower is served first by an agent of several queues
 */
record QueueProfile(
        String name,
        String extension,
        double callsPerDay,
        List<Integer> hours,
        int priority,
        double patienceSeconds,
        double timeoutSeconds,
        double talkSeconds,
        int wrapUpSeconds) {

    static final List<Integer> ALL_DAY =
            List.of(14, 10, 8, 7, 8, 12, 22, 42, 74, 98, 112, 116, 102, 88, 92, 104, 108, 100, 86, 70, 54, 42, 30, 20);
    static final List<Integer> OFFICE =
            List.of(2, 1, 1, 1, 1, 2, 8, 30, 80, 115, 125, 120, 90, 70, 95, 110, 112, 95, 60, 30, 18, 10, 6, 4);
    private static final List<Integer> CAMPAIGN =
            List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 60, 100, 100, 80, 50, 80, 100, 100, 100, 90, 60, 0, 0, 0, 0);

    static List<QueueProfile> demo() {
        return List.of(
                new QueueProfile("Ventas<-", "8001", 1050, ALL_DAY, 1, 110, 240, 195, 45),
                new QueueProfile("Soporte<-", "8002", 1150, ALL_DAY, 1, 150, 300, 215, 60),
                new QueueProfile("Cobranzas<-", "8003", 620, OFFICE, 2, 100, 240, 165, 30),
                new QueueProfile("Facturacion<-", "8004", 560, OFFICE, 2, 120, 240, 155, 30),
                new QueueProfile("Reclamos<-", "8005", 420, ALL_DAY, 2, 170, 300, 235, 60),
                new QueueProfile("VIP<-", "8006", 200, ALL_DAY, 0, 90, 120, 200, 45),
                new QueueProfile("Encuestas->", "8101", 0, CAMPAIGN, 3, 20, 30, 100, 20),
                new QueueProfile("Cobros->", "8102", 220, CAMPAIGN, 3, 25, 40, 130, 20));
    }

    /** An office queue has nobody at night: who calls then is sent away. */
    boolean staffedAtNight() {
        return !outbound() && !hours.equals(OFFICE);
    }

    boolean outbound() {
        return name.endsWith("->");
    }

    double hourWeight(int hour) {
        return hours.get(hour);
    }

    double weightOfDay() {
        return hours.stream().mapToInt(Integer::intValue).sum();
    }

    int heaviestHour() {
        return hours.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
