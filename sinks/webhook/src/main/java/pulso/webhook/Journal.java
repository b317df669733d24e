package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.webhook.WebhookEvent;

/** The last attempts of one endpoint. Not safe for threads: its lane's lock guards it. */
final class Journal {
    private static final int MOST = 20;
    private static final int LONGEST_BODY = 8 << 10;

    private final ArrayDeque<Note> notes = new ArrayDeque<>(MOST);

    /** An attempt as it is kept: made readable only for who asks. */
    record Note(
            String endpoint,
            WebhookEvent event,
            int attempt,
            Delivery.Outcome outcome,
            Courier.Posted posted,
            Instant began,
            Duration took,
            @Nullable Instant next) {

        Delivery delivery() {
            return new Delivery(
                    endpoint,
                    event.id(),
                    event.type(),
                    event.key(),
                    began,
                    attempt,
                    outcome,
                    posted.answer().status(),
                    posted.answer().text(),
                    posted.body().text(LONGEST_BODY),
                    took,
                    next);
        }
    }

    void note(Note note) {
        if (notes.size() == MOST) {
            notes.removeLast();
        }
        notes.addFirst(note);
    }

    List<Delivery> deliveries() {
        var deliveries = new ArrayList<Delivery>(notes.size());
        notes.forEach(note -> deliveries.add(note.delivery()));
        return deliveries;
    }
}
