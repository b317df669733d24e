package pulso.command.questions;

import static pulso.command.questions.Answer.ratio;
import static pulso.command.questions.Answer.row;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pulso.command.questions.Answer.Groups;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Outcome;

/** What is asked of agents, from intervals, passages and rows: a day is looked at second by second. */
final class AgentAnswers {
    private static final int SECONDS = 86_400;

    private final Fortnight fortnight;

    AgentAnswers(Fortnight fortnight) {
        this.fortnight = fortnight;
    }

    Map<String, Answer> all() {
        var answers = new TreeMap<String, Answer>();
        answers.put("Handling time of agents", handling());
        answers.put("Occupancy of agents on a day", occupancy());
        answers.put("Who passes chats on, and to whom", passedOn());
        answers.put("Wrap-up that took all the time allowed", wrapUps());
        answers.put("Ratings of agents", ratings());
        answers.put("Phones that rang in vain", rings());
        answers.put("Breaks by motive", breaks());
        answers.put("Agents at work by hour", atWork());
        answers.put("Chats at once", atOnce());
        answers.put("First login and last logoff", logins());
        return answers;
    }

    private static long seconds(AgentInterval interval) {
        return Duration.between(interval.from(), interval.to()).toSeconds();
    }

    private Answer handling() {
        var groups = new Groups();
        for (var passage : fortnight.passages()) {
            var talk = passage.talkSeconds();
            if (passage.channel() == Channel.TELEPHONY
                    && talk != null
                    && passage.agent() != null
                    && Days.isInSecondWeek(passage.enter())) {
                groups.of(passage.agent())
                        .add("talks", 1)
                        .add("handling", talk + (passage.wrapUpSeconds() == null ? 0 : passage.wrapUpSeconds()))
                        .count("holds known", passage.holdSeconds() != null)
                        .add("hold", passage.holdSeconds() == null ? 0 : passage.holdSeconds());
            }
        }
        return groups.answer((key, sums) -> row(
                        key.getFirst(),
                        sums.of("talks"),
                        sums.ratio("handling", "talks"),
                        sums.ratio("hold", "holds known")))
                .by(-3, 1);
    }

    /** What each agent did in each second of a day. */
    private Map<String, Map<IntervalKind, int[]>> day(LocalDate day) {
        var midnight = day.atStartOfDay(Fortnight.ZONE).toInstant();
        var agents = new TreeMap<String, Map<IntervalKind, int[]>>();
        for (var interval : fortnight.intervals.values()) {
            long from = Math.max(0, Duration.between(midnight, interval.from()).toSeconds());
            long to =
                    Math.min(SECONDS, Duration.between(midnight, interval.to()).toSeconds());
            for (long second = from; second < to; second++) {
                agents.computeIfAbsent(interval.agent(), _ -> new EnumMap<>(IntervalKind.class))
                        .computeIfAbsent(interval.kind(), _ -> new int[SECONDS])[(int) second]++;
            }
        }
        return agents;
    }

    private static boolean does(Map<IntervalKind, int[]> agent, IntervalKind kind, int second) {
        var seconds = agent.get(kind);
        return seconds != null && seconds[second] > 0;
    }

    private static boolean isBusy(Map<IntervalKind, int[]> agent, int second) {
        return does(agent, IntervalKind.TALK, second)
                || does(agent, IntervalKind.OUTBOUND, second)
                || does(agent, IntervalKind.WRAP_UP, second);
    }

    private Answer occupancy() {
        var answer = new Answer();
        day(Days.TUESDAY).forEach((name, agent) -> {
            long login = 0;
            long away = 0;
            long busy = 0;
            for (int second = 0; second < SECONDS; second++) {
                login += does(agent, IntervalKind.LOGIN, second) ? 1 : 0;
                busy += isBusy(agent, second) ? 1 : 0;
                away += does(agent, IntervalKind.BREAK, second) || does(agent, IntervalKind.PAUSE, second) ? 1 : 0;
            }
            if (login > 0) {
                long there = login - away;
                answer.add(
                        name,
                        login / 3600.0,
                        there > 0 ? ratio(busy, there) : null,
                        ratio(busy, login),
                        Math.max(0, there - busy));
            }
        });
        return answer.by(1);
    }

    private Answer atWork() {
        var hours = new Groups();
        day(Days.TUESDAY).values().forEach(agent -> {
            for (int hour = 0; hour < 24; hour++) {
                long login = 0;
                long busy = 0;
                for (int second = hour * 3600; second < (hour + 1) * 3600; second++) {
                    login += does(agent, IntervalKind.LOGIN, second) ? 1 : 0;
                    busy += isBusy(agent, second) ? 1 : 0;
                }
                if (login > 0) {
                    hours.of(hour).add("agents", 1).add("login", login).add("busy", busy);
                }
            }
        });
        return hours.answer((key, sums) ->
                        row(key.getFirst(), sums.of("agents"), sums.of("login") / 3600.0, sums.ratio("busy", "login")))
                .by(1);
    }

    private Answer passedOn() {
        var groups = new Groups();
        for (var passage : fortnight.passages()) {
            if (passage.agentTransfers() > 0
                    && passage.agent() != null
                    && passage.lastAgent() != null
                    && Days.isInFortnight(passage.enter())) {
                groups.of(passage.agent(), passage.lastAgent())
                        .add("interactions", 1)
                        .add("transfers", passage.agentTransfers());
            }
        }
        return groups.answer((key, sums) -> row(key.get(0), key.get(1), sums.of("interactions"), sums.of("transfers")))
                .by(-3, 1, 2);
    }

    private Answer wrapUps() {
        var groups = new Groups();
        for (var row : fortnight.log(Channel.TELEPHONY)) {
            if (row.event().equals("FINISHWRAPUP") && Days.isInSecondWeek(row.at())) {
                long left = Long.parseLong(row.data(1));
                long total = Long.parseLong(row.data(2));
                groups.of(row.agent())
                        .add("wrap-ups", 1)
                        .count("used up", left == 0)
                        .add("used", total - left)
                        .add("allowed", total);
            }
        }
        return groups.answer((key, sums) ->
                        row(key.getFirst(), sums.of("wrap-ups"), sums.of("used up"), sums.ratio("used", "allowed")))
                .by(1);
    }

    private Answer ratings() {
        var ratings = new TreeMap<String, List<Double>>();
        for (var passage : fortnight.passages()) {
            if (passage.rating() != null && passage.agent() != null && Days.isInFortnight(passage.enter())) {
                ratings.computeIfAbsent(passage.agent(), _ -> new ArrayList<>()).add(passage.rating());
            }
        }
        var answer = new Answer();
        ratings.forEach((agent, list) -> {
            if (list.size() >= 5) {
                double sum = 0;
                double worst = Double.MAX_VALUE;
                for (double rating : list) {
                    sum += rating;
                    worst = Math.min(worst, rating);
                }
                answer.add(agent, list.size(), sum / list.size(), worst);
            }
        });
        return answer.by(-3, 1);
    }

    private Answer rings() {
        var groups = new Groups();
        for (var row : fortnight.log(Channel.TELEPHONY)) {
            if (row.event().equals("RINGNOANSWER") && !row.agent().isEmpty() && Days.isInSecondWeek(row.at())) {
                boolean rang = Long.parseLong(row.data(1)) > 0;
                groups.of(row.agent()).count("in vain", rang).count("refused", !rang);
            }
        }
        for (var passage : fortnight.passages()) {
            if (passage.outcome() == Outcome.ANSWERED
                    && passage.agent() != null
                    && Days.isInSecondWeek(passage.enter())) {
                groups.of(passage.agent()).add("taken", 1);
            }
        }
        return groups.answer((key, sums) -> sums.of("in vain") == 0
                        ? null
                        : row(
                                key.getFirst(),
                                sums.of("in vain"),
                                sums.of("refused"),
                                sums.of("taken"),
                                ratio(sums.of("in vain"), sums.of("in vain") + sums.of("taken"))))
                .by(-5, 1);
    }

    private Collection<AgentInterval> of(IntervalKind kind) {
        return fortnight.intervals.values().stream()
                .filter(interval -> interval.kind() == kind)
                .toList();
    }

    private Answer breaks() {
        var groups = new Groups();
        var agents = new TreeMap<String, Set<String>>();
        for (var interval : of(IntervalKind.BREAK)) {
            if (Days.isInSecondWeek(interval.from())) {
                var motive = String.valueOf(interval.motive());
                groups.of(motive).add("breaks", 1).add("seconds", seconds(interval));
                agents.computeIfAbsent(motive, _ -> new HashSet<>()).add(interval.agent());
            }
        }
        return groups.answer((key, sums) -> row(
                        key.getFirst(),
                        sums.of("breaks"),
                        agents.getOrDefault(key.getFirst().toString(), Set.of()).size(),
                        sums.of("seconds") / 3600.0))
                .by(-4, 1);
    }

    private Answer atOnce() {
        var talks = new TreeMap<String, List<AgentInterval>>();
        for (var interval : of(IntervalKind.TALK)) {
            if (interval.channel() != Channel.TELEPHONY && Days.isInSecondWeek(interval.from())) {
                talks.computeIfAbsent(interval.agent(), _ -> new ArrayList<>()).add(interval);
            }
        }
        var answer = new Answer();
        talks.forEach((agent, list) -> {
            long most = 0;
            for (var begun : list) {
                most = Math.max(
                        most,
                        list.stream()
                                .filter(other -> isUnderWay(other, begun.from()))
                                .count());
            }
            answer.add(agent, most);
        });
        return answer.by(-2, 1);
    }

    private static boolean isUnderWay(AgentInterval interval, Instant at) {
        return !interval.from().isAfter(at) && interval.to().isAfter(at);
    }

    private Answer logins() {
        record Day(Instant first, Instant last, long sessions, long cut) {}
        var days = new TreeMap<String, Day>();
        for (var login : of(IntervalKind.LOGIN)) {
            if (Days.of(login.from()).equals(Days.TUESDAY)) {
                days.merge(
                        login.agent(),
                        new Day(login.from(), login.to(), 1, login.cut() ? 1 : 0),
                        (a, b) -> new Day(
                                a.first().isBefore(b.first()) ? a.first() : b.first(),
                                a.last().isAfter(b.last()) ? a.last() : b.last(),
                                a.sessions() + b.sessions(),
                                a.cut() + b.cut()));
            }
        }
        var answer = new Answer();
        days.forEach((agent, day) -> answer.add(
                agent, Fortnight.local(day.first()), Fortnight.local(day.last()), day.sessions(), day.cut()));
        return answer.by(2, 1);
    }
}
