package pulso.wallboard;

import java.util.Comparator;

/** An agent of a source. */
record AgentKey(String source, String agent) implements Comparable<AgentKey> {
    private static final Comparator<AgentKey> ORDER =
            Comparator.comparing(AgentKey::source).thenComparing(AgentKey::agent);

    @Override
    public int compareTo(AgentKey other) {
        return ORDER.compare(this, other);
    }
}
