package pulso.simulator;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.simulator.WriteAction.ChatLogInsert;
import pulso.simulator.WriteAction.QueueLogInsert;

/** Who called or wrote and how long after his last contact, read from the rows of all logs alone. */
final class ContactRecount {
    private static final Set<String> NOBODY =
            Set.of("", "anonymous", "unknown", "<unknown>", "restricted", "private", "unavailable", "withheld");

    /** Contacts that came again within so many seconds, by channel and queue. */
    private final Map<String, List<Long>> gaps = new HashMap<>();

    private final ZoneId zone;
    private final Map<String, Contact> contacts = new LinkedHashMap<>();

    ContactRecount(List<WriteAction> actions, ZoneId zone) {
        this.zone = zone;
        Set<WriteAction> seen = new HashSet<>();
        List<Told> rows = new ArrayList<>();
        for (WriteAction action : actions) {
            if (action instanceof QueueLogInsert row && seen.add(row.again(0))) {
                String caller = row.event().equals("ENTERQUEUE") ? row.data2() : "";
                rows.add(told(
                        row.origid(),
                        row.datetime(),
                        Channel.TELEPHONY,
                        row.callid(),
                        row.queuename(),
                        row.event(),
                        caller));
            } else if (action instanceof ChatLogInsert row && seen.add(row.again(0))) {
                rows.add(told(
                        row.origid(),
                        row.datetime(),
                        row.channel(),
                        row.callid(),
                        row.queuename(),
                        row.event(),
                        caller(row)));
            }
        }
        rows.sort((a, b) -> a.channel == b.channel ? Long.compare(a.origid, b.origid) : a.channel.compareTo(b.channel));
        rows.forEach(this::read);
        Map<String, List<Contact>> byCaller = new HashMap<>();
        contacts.values().stream()
                .filter(contact -> !NOBODY.contains(contact.caller))
                .sorted((a, b) -> Long.compare(a.enter, b.enter))
                .forEach(contact -> byCaller.computeIfAbsent(contact.caller, _ -> new ArrayList<>())
                        .add(contact));
        byCaller.values().forEach(ofOne -> {
            for (int i = 1; i < ofOne.size(); i++) {
                Contact contact = ofOne.get(i);
                gaps.computeIfAbsent(contact.queue, _ -> new ArrayList<>()).add(contact.enter - ofOne.get(i - 1).enter);
            }
        });
    }

    int repeats(Channel channel, String queue, long withinSeconds) {
        return (int) gaps.getOrDefault(channel + queue, List.of()).stream()
                .filter(gap -> gap <= withinSeconds)
                .count();
    }

    /** Callers who reached the centre in at least two channels. */
    long callersOfSeveralChannels() {
        Map<String, Set<Channel>> channels = new HashMap<>();
        contacts.values().stream()
                .filter(contact -> !NOBODY.contains(contact.caller))
                .forEach(contact -> channels.computeIfAbsent(contact.caller, _ -> new HashSet<>())
                        .add(contact.channel));
        return channels.values().stream().filter(of -> of.size() > 1).count();
    }

    private Told told(
            long origid,
            LocalDateTime datetime,
            Channel channel,
            String callid,
            String queue,
            String event,
            String caller) {
        return new Told(origid, datetime.atZone(zone).toEpochSecond(), channel, callid, queue, event, caller);
    }

    private void read(Told row) {
        if (row.queue.endsWith("->") || row.callid.equals("NONE")) {
            return;
        }
        String key = row.channel + row.callid;
        @Nullable Contact contact = contacts.get(key);
        boolean enters = row.event.equals("ENTERQUEUE") || row.event.equals("REENTERQUEUE");
        if (contact == null && enters) {
            contact = new Contact(row.channel, row.channel + row.queue, row.second);
            contacts.put(key, contact);
        }
        if (contact != null && contact.caller.isEmpty() && (enters || row.event.equals("CONNECT"))) {
            contact.caller = normal(row.caller);
        }
    }

    private static String caller(ChatLogInsert row) {
        return switch (row.event()) {
            case "ENTERQUEUE", "REENTERQUEUE" ->
                switch (row.channel()) {
                    case WEBCHAT ->
                        !row.data2().isBlank() ? row.data2() : !row.data3().isBlank() ? row.data3() : row.data1();
                    case SMS, EMAIL, TWITTER, MESSENGER -> row.data1();
                    case FACEBOOK, TELEPHONY -> "";
                };
            case "CONNECT" -> row.data3();
            default -> "";
        };
    }

    private static String normal(String caller) {
        String text = caller.strip().toLowerCase(Locale.ROOT);
        return text.matches("[0-9 +\\-().]+") ? text.replaceAll("[^0-9]", "") : text;
    }

    private record Told(
            long origid, long second, Channel channel, String callid, String queue, String event, String caller) {}

    private static final class Contact {
        final Channel channel;
        final String queue;
        final long enter;
        String caller = "";

        Contact(Channel channel, String queue, long enter) {
            this.channel = channel;
            this.queue = queue;
            this.enter = enter;
        }
    }
}
