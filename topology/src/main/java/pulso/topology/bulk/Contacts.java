package pulso.topology.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.topology.passage.CallRows;
import pulso.topology.passage.Callers;
import pulso.topology.passage.Derived;

/**
 * Who called when, over all channels. A contact is counted as a repeated one when no other can come before it any more.
 * Confined to one thread.
 */
final class Contacts {
    /** Farther apart, two contacts have nothing to do with each other. */
    private static final Duration REPEATING = Duration.ofDays(7);

    private final Map<String, Contact> latestOfCaller = new HashMap<>();

    /** A contact, and the one of the same caller that was added before it. */
    static final class Contact {
        private static final Comparator<Contact> IN_ORDER = Comparator.comparing((Contact contact) -> contact.enter)
                .thenComparing(contact -> contact.channel.wireName())
                .thenComparing(contact -> contact.interaction);

        private final String caller;
        private final Instant enter;
        private final Channel channel;
        private final String interaction;
        private final String queue;
        private boolean isCounted;
        private @Nullable Contact addedBefore;

        private Contact(String caller, Instant enter, Channel channel, String interaction, String queue) {
            this.caller = caller;
            this.enter = enter;
            this.channel = channel;
            this.interaction = interaction;
            this.queue = queue;
        }

        /** Null when it is none, or nobody knows whose. */
        static @Nullable Contact of(CallRows call, Derived derived) {
            var called = Callers.called(call.interaction(), derived);
            return called == null
                    ? null
                    : new Contact(
                            called.caller(),
                            called.contact().enter(),
                            call.channel(),
                            call.interaction(),
                            derived.passages().getFirst().queue());
        }
    }

    void add(Contact contact) {
        contact.addedBefore = latestOfCaller.put(contact.caller, contact);
    }

    /** Counts those that entered before a moment, as nothing comes any more that entered earlier. */
    void settleBefore(Instant moment, QueueParts queues) {
        var oldest = moment.equals(Instant.MAX) ? moment : moment.minus(REPEATING);
        latestOfCaller.entrySet().removeIf(caller -> {
            var latest = caller.getValue();
            if (latest.addedBefore == null) {
                latest.isCounted |= latest.enter.isBefore(moment);
                return latest.enter.isBefore(oldest);
            }
            var rest = settle(latest, moment, oldest, queues);
            if (rest != null) {
                caller.setValue(rest);
            }
            return rest == null;
        });
    }

    private static @Nullable Contact settle(Contact latest, Instant moment, Instant oldest, QueueParts queues) {
        var contacts = inOrder(latest);
        Contact former = null;
        Contact kept = null;
        for (var contact : contacts) {
            if (!contact.isCounted && contact.enter.isBefore(moment)) {
                contact.isCounted = true;
                if (former != null) {
                    count(former, contact, queues);
                }
            }
            former = contact;
            if (!contact.enter.isBefore(oldest)) {
                contact.addedBefore = kept;
                kept = contact;
            }
        }
        return kept;
    }

    private static List<Contact> inOrder(Contact latest) {
        var contacts = new ArrayList<Contact>();
        for (var contact = latest; contact != null; contact = contact.addedBefore) {
            contacts.add(contact);
        }
        contacts.sort(Contact.IN_ORDER);
        return contacts;
    }

    private static void count(Contact former, Contact contact, QueueParts queues) {
        var since = Duration.between(former.enter, contact.enter);
        if (since.compareTo(REPEATING) <= 0) {
            queues.addRepeat(contact.channel, contact.queue, contact.enter, since.toSeconds());
        }
    }
}
