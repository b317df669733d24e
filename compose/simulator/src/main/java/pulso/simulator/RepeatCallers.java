package pulso.simulator;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pulso.simulator.Ledger.Contact;

/** How long before each contact the same caller's former one began, whatever the channel. */
final class RepeatCallers {
    private static final long DAY_SECONDS = 86_400;

    private final Map<PassageTruth, Long> since = new HashMap<>();

    RepeatCallers(List<Contact> contacts) {
        Map<String, List<Contact>> byCaller = contacts.stream()
                .filter(contact -> contact.caller != null)
                .sorted(Comparator.comparingLong(contact -> contact.first.enterSecond))
                .collect(Collectors.groupingBy(
                        contact -> Objects.requireNonNullElse(contact.caller, ""), HashMap::new, Collectors.toList()));
        for (List<Contact> ofOne : byCaller.values()) {
            for (int i = 1; i < ofOne.size(); i++) {
                PassageTruth now = ofOne.get(i).first;
                since.put(now, now.enterSecond - ofOne.get(i - 1).first.enterSecond);
            }
        }
    }

    /** Whether this is the first passage of a contact that came within so many days after the caller's former one. */
    boolean within(PassageTruth passage, int days) {
        @Nullable Long seconds = since.get(passage);
        return seconds != null && seconds <= days * DAY_SECONDS;
    }
}
