package pulso.topology.passage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contacts of one caller, in the order of their beginning. */
public record CallerContacts(List<Contact> contacts) {
    static final CallerContacts NONE = new CallerContacts(List.of());

    /**
     * @param key of the interaction
     */
    public record Contact(Instant enter, String key) implements Comparable<Contact> {
        @Override
        public int compareTo(Contact other) {
            int byTime = enter.compareTo(other.enter);
            return byTime != 0 ? byTime : key.compareTo(other.key);
        }
    }

    CallerContacts with(Contact contact) {
        var all = new ArrayList<>(contacts);
        all.add(contact);
        all.sort(null);
        return new CallerContacts(List.copyOf(all));
    }

    CallerContacts without(Contact contact) {
        return new CallerContacts(
                contacts.stream().filter(known -> !known.equals(contact)).toList());
    }

    CallerContacts since(Instant oldest) {
        return new CallerContacts(contacts.stream()
                .filter(known -> !known.enter().isBefore(oldest))
                .toList());
    }

    @Nullable
    Contact before(Contact contact) {
        Contact before = null;
        for (var known : contacts) {
            if (known.compareTo(contact) < 0) {
                before = known;
            }
        }
        return before;
    }

    @Nullable
    Contact after(Contact contact) {
        for (var known : contacts) {
            if (known.compareTo(contact) > 0) {
                return known;
            }
        }
        return null;
    }
}
