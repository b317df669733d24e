package pulso.topology.passage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.Passage;
import pulso.topology.passage.CallerContacts.Contact;
import pulso.topology.state.OnceADay;
import pulso.topology.state.State;

/**
 * Who called when, over all inbound queues and channels of the source: so that a contact knows the one before it
 * (KPI.md 7). The mark is on the later contact, and final at once.
 */
public final class Callers {
    private static final Duration REPEATING = Duration.ofDays(7);
    /** As long as a contact can still get a neighbour, which is as long as a chat is remembered. */
    private static final Duration KEPT = Duration.ofDays(16);

    private static final Set<String> HIDDEN =
            Set.of("", "anonymous", "unknown", "<unknown>", "restricted", "private", "unavailable", "withheld");

    private final State<CallerContacts> state;
    private final OnceADay forgetting = new OnceADay();

    Callers(State<CallerContacts> state) {
        this.state = state;
    }

    /** A caller's contact, as an interaction has it. */
    public record Called(String caller, Contact contact) {}

    /** The contact that an interaction is, of the first caller it names; null when it is none, or nobody knows whose. */
    public static @Nullable Called called(String key, Derived derived) {
        if (derived.passages().isEmpty()) {
            return null;
        }
        var first = derived.passages().getFirst();
        var named = derived.passages().stream()
                .map(Passage::caller)
                .filter(Objects::nonNull)
                .findFirst();
        var caller = named.map(Callers::normalised).orElse(null);
        return caller == null || first.direction() == Direction.OUTBOUND
                ? null
                : new Called(caller, new Contact(first.enter(), key));
    }

    /**
     * Takes in what an interaction is now.
     *
     * @return keys of the interactions whose contact before may be another one now
     */
    Set<String> keep(@Nullable Called before, @Nullable Called after) {
        var touched = new LinkedHashSet<String>();
        if (before == null ? after == null : before.equals(after)) {
            return touched;
        }
        if (before != null) {
            var rest = contacts(before.caller()).without(before.contact());
            store(before.caller(), rest);
            touch(rest.after(before.contact()), touched);
            touched.add(before.contact().key());
        }
        if (after != null) {
            var all = contacts(after.caller()).with(after.contact());
            store(after.caller(), all);
            touch(all.after(after.contact()), touched);
            touched.add(after.contact().key());
        }
        return touched;
    }

    private static void touch(@Nullable Contact contact, Set<String> touched) {
        if (contact != null) {
            touched.add(contact.key());
        }
    }

    /** When the same caller's contact before this one began; null when none did within the time that counts. */
    @Nullable
    Instant previous(@Nullable Called called) {
        if (called == null) {
            return null;
        }
        var before = contacts(called.caller()).before(called.contact());
        return before == null
                        || before.enter()
                                .plus(REPEATING)
                                .isBefore(called.contact().enter())
                ? null
                : before.enter();
    }

    /** Frees space, once a day of the log. */
    void forget(Instant greatest) {
        if (!forgetting.isDue(Channel.TELEPHONY, greatest)) {
            return;
        }
        var oldest = greatest.minus(KEPT);
        var callers = new ArrayList<String>();
        state.visitAll((caller, contacts) -> {
            if (contacts.contacts().getFirst().enter().isBefore(oldest)) {
                callers.add(caller);
            }
        });
        for (var caller : callers) {
            store(caller, contacts(caller).since(oldest));
        }
    }

    private CallerContacts contacts(String caller) {
        var known = state.get(caller);
        return known == null ? CallerContacts.NONE : known;
    }

    private void store(String caller, CallerContacts contacts) {
        if (contacts.contacts().isEmpty()) {
            state.remove(caller);
        } else {
            state.put(caller, contacts);
        }
    }

    /** The same caller however it is written; null for who does not want to be known. */
    static @Nullable String normalised(String caller) {
        var text = caller.strip().toLowerCase(Locale.ROOT);
        if (HIDDEN.contains(text)) {
            return null;
        }
        var digits = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (" +-().:".indexOf(c) < 0) {
                return text;
            }
        }
        return digits.isEmpty() ? text : digits.toString();
    }
}
