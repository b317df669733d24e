package pulso.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.simulator.PassageTruth.Span;

/** An agent's sessions with their breaks and pauses. At most the last span of each list is open. */
final class AgentTruth {
    final List<Span> sessions = new ArrayList<>();
    final List<Span> breaks = new ArrayList<>();
    final List<Span> pauses = new ArrayList<>();

    void loggedIn(long second) {
        sessions.add(new Span(second));
    }

    /** Ends the session and whatever break or pause was left open in it. */
    void loggedOff(long second) {
        closeLast(sessions, second);
        closeLast(breaks, second);
        closeLast(pauses, second);
    }

    void breakBegan(long second) {
        breaks.add(new Span(second));
    }

    void breakEnded(long second) {
        closeLast(breaks, second);
    }

    void pauseBegan(long second) {
        pauses.add(new Span(second));
    }

    void pauseEnded(long second) {
        closeLast(pauses, second);
    }

    private static void closeLast(List<Span> spans, long second) {
        @Nullable Span last = spans.isEmpty() ? null : spans.getLast();
        if (last != null) {
            last.close(second);
        }
    }
}
