package pulso.command.questions;

import static pulso.command.questions.Answer.ratio;
import static pulso.command.questions.Answer.row;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pulso.command.questions.Answer.Groups;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;

/** What is asked of contacts and of those who seek them. */
final class ContactAnswers {
    private final Fortnight fortnight;

    ContactAnswers(Fortnight fortnight) {
        this.fortnight = fortnight;
    }

    Map<String, Answer> all() {
        var answers = new TreeMap<String, Answer>();
        answers.put("Who calls again and again", repeatCallers());
        answers.put("Where calls are transferred to", transfers());
        answers.put("The longest waits", longestWaits());
        answers.put("Contacts that went through several queues", ways());
        answers.put("Settled at the first contact", settled());
        answers.put("Hold in conversations", hold());
        answers.put("Messages and length of chats", messages());
        answers.put("How long those waited who gave up", patience());
        return answers;
    }

    private List<Passage> calls() {
        return fortnight.passages().stream()
                .filter(passage -> passage.channel() == Channel.TELEPHONY)
                .toList();
    }

    private Answer repeatCallers() {
        var byCaller = new TreeMap<String, List<Passage>>();
        for (var passage : calls()) {
            if (passage.direction() == Direction.INBOUND
                    && passage.caller() != null
                    && Days.isInFortnight(passage.enter())) {
                byCaller.computeIfAbsent(passage.caller(), _ -> new ArrayList<>())
                        .add(passage);
            }
        }
        var answer = new Answer();
        byCaller.forEach((caller, passages) -> {
            var interactions = new HashSet<String>();
            var queues = new HashSet<String>();
            var enters = new ArrayList<Instant>();
            for (var passage : passages) {
                interactions.add(passage.interaction());
                queues.add(passage.queue());
                enters.add(passage.enter());
            }
            enters.sort(Comparator.naturalOrder());
            if (interactions.size() > 1) {
                answer.add(
                        caller,
                        interactions.size(),
                        queues.size(),
                        Fortnight.local(enters.getFirst()),
                        Fortnight.local(enters.getLast()));
            }
        });
        return answer.by(-2, 1).first(10);
    }

    private Answer transfers() {
        var groups = new Groups();
        var nowhere = "nowhere";
        for (var passage : fortnight.passages()) {
            var type = passage.endType();
            if (type != null && type.isTransfer() && Days.isInFortnight(passage.enter())) {
                var to = passage.transferTo() == null ? nowhere : passage.transferTo();
                groups.of(passage.queue(), to)
                        .count("blind", type == EndType.BLIND_TRANSFER)
                        .count("attended", type == EndType.ATTENDED_TRANSFER)
                        .add("all", 1);
            }
        }
        var sorted = groups.answer((key, sums) -> row(
                        key.get(0),
                        key.get(1).equals(nowhere) ? null : key.get(1),
                        sums.of("blind"),
                        sums.of("attended"),
                        sums.of("all")))
                .by(1, -5, 2);
        var answer = new Answer();
        sorted.rows().forEach(row -> answer.add(row.get(0), row.get(1), row.get(2), row.get(3)));
        return answer;
    }

    private Answer longestWaits() {
        var answer = new Answer();
        for (var passage : calls()) {
            if (passage.waitSeconds() != null && Days.isInSecondWeek(passage.enter())) {
                answer.add(
                        passage.interaction(),
                        passage.queue(),
                        Fortnight.local(passage.enter()),
                        passage.outcome().name().toLowerCase(java.util.Locale.ROOT),
                        passage.waitSeconds());
            }
        }
        return answer.by(-5, 1, 2).first(10);
    }

    private Answer ways() {
        var contacts = new HashMap<String, List<Passage>>();
        for (var passage : calls()) {
            if (Days.isInSecondWeek(passage.enter())) {
                contacts.computeIfAbsent(passage.interaction(), _ -> new ArrayList<>())
                        .add(passage);
            }
        }
        var answer = new Answer();
        for (var contact : contacts.values()) {
            if (contact.size() > 1) {
                contact.sort(Comparator.comparing(Passage::enter).thenComparing(Passage::queue));
                answer.add(contact.stream().map(Passage::queue).collect(Collectors.joining(" > ")), contact.size());
            }
        }
        return answer.by(-2, 1).first(10);
    }

    private Answer settled() {
        var groups = new Groups();
        var seen = new HashSet<String>();
        for (var passage : fortnight.passages()) {
            if (passage.direction() == Direction.INBOUND && Days.isInSecondWeek(passage.enter())) {
                var channel = passage.channel().wireName();
                var since = passage.sinceLastContactSeconds();
                groups.of(channel)
                        .count("contacts", seen.add(channel + ' ' + passage.interaction()))
                        .count("again", since != null && since <= 86_400);
            }
        }
        return groups.answer((key, sums) -> row(
                        key.getFirst(),
                        sums.of("contacts"),
                        sums.of("again"),
                        1 - (double) sums.of("again") / sums.of("contacts")))
                .by(1);
    }

    private Answer hold() {
        var groups = new Groups();
        for (var passage : calls()) {
            if (passage.talkSeconds() != null && Days.isInSecondWeek(passage.enter())) {
                long hold = passage.holdSeconds() == null ? 0 : passage.holdSeconds();
                var sums = groups.of(passage.queue())
                        .add("talks", 1)
                        .count("with hold", hold > 0)
                        .add("hold", hold)
                        .add("talk", passage.talkSeconds());
                sums.most("longest", hold);
            }
        }
        return groups.answer((key, sums) -> row(
                        key.getFirst(),
                        sums.of("talks"),
                        sums.of("with hold"),
                        sums.ratio("hold", "talk"),
                        sums.of("longest")))
                .by(1);
    }

    private Answer messages() {
        var groups = new Groups();
        for (var passage : fortnight.passages()) {
            if (passage.messages() != null && Days.isInSecondWeek(passage.enter())) {
                var sums = groups.of(passage.channel().wireName())
                        .add("chats", 1)
                        .add("messages", passage.messages())
                        .count("known", passage.talkSeconds() != null)
                        .add("talk", passage.talkSeconds() == null ? 0 : passage.talkSeconds());
                sums.most("most", passage.messages());
            }
        }
        return groups.answer((key, sums) -> row(
                        key.getFirst(),
                        sums.of("chats"),
                        sums.ratio("messages", "chats"),
                        ratio(sums.of("talk"), sums.of("known")),
                        sums.of("most")))
                .by(1);
    }

    private Answer patience() {
        var groups = new Groups();
        for (var passage : calls()) {
            var wait = passage.waitSeconds();
            if (passage.outcome() == Outcome.ABANDONED && wait != null && Days.isInFortnight(passage.enter())) {
                groups.of(wait / 10 * 10)
                        .add("abandons", 1)
                        .count("of sales", passage.queue().equals("Ventas<-"));
            }
        }
        return groups.answer((key, sums) -> row(key.getFirst(), sums.of("abandons"), sums.of("of sales")))
                .by(1);
    }
}
