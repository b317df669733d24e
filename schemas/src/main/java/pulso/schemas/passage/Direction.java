package pulso.schemas.passage;

/** Which side began: read off the campaign's name, whose suffix {@code ->} means outbound (seeds/001, KPI.md 8.17). */
public enum Direction {
    INBOUND,
    OUTBOUND;

    public static Direction of(String queue) {
        return queue.endsWith("->") ? OUTBOUND : INBOUND;
    }

    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
