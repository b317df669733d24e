package pulso.topology.oracle;

import java.util.List;

/**
 * One rule broken: in one source file of the folds, one piece of text stands for another.
 *
 * @param rule what is broken, with the number of its decision in DESIGN.md section 4
 */
record Sabotage(String rule, String file, String text, String instead) {
    static final List<Sabotage> ALL = List.of(
            new Sabotage(
                    "4.1 a call that comes back to a queue is another passage",
                    "passage/PassageList",
                    "ordinals.merge(queue, 1, Integer::sum)",
                    "ordinals.merge(queue, 1, (a, b) -> a)"),
            new Sabotage(
                    "4.2 rows are read in the order of the log, not of arrival",
                    "passage/CallRows",
                    "sorted.add(at < 0 ? -at - 1 : at + 1, row);",
                    "sorted.add(row);"),
            new Sabotage(
                    "4.2 a row too far behind its table is late",
                    "intake/RowIntake",
                    "greatest.minus(Ages.lifetime(log.channel()))",
                    "greatest.minus(Ages.lifetime(log.channel()).plusHours(2))"),
            new Sabotage(
                    "4.2 a row dated long after its commit is of the future",
                    "intake/RowIntake",
                    "Duration.ofHours(26)",
                    "Duration.ofHours(27)"),
            new Sabotage(
                    "4.3 a row counts once, however often it comes",
                    "passage/CallRows",
                    "if (known.isSameRow(row)) {",
                    "if (known.isSameRow(row) && known.offset() == row.offset()) {"),
            new Sabotage(
                    "4.4 who picks up has answered",
                    "passage/PassageBuilder",
                    "agent = row.agent();\n        ringSeconds",
                    "agent = null;\n        ringSeconds"),
            new Sabotage(
                    "4.5 a passage counts in the minute in which it entered",
                    "minute/QueueContribution",
                    "tallies.apply(minuteOf(passage.enter()))",
                    "tallies.apply(minuteOf(passage.lastRowAt()))"),
            new Sabotage(
                    "4.5 talk counts in the minute in which it ended",
                    "minute/QueueContribution",
                    "tallies.apply(minuteOf(passage.talkEnd()))",
                    "tallies.apply(minuteOf(passage.enter()))"),
            new Sabotage(
                    "4.8 a field more than two seconds off gives way to the clock",
                    "passage/PassageBuilder",
                    "FIELD_TOLERANCE_SECONDS = 2;",
                    "FIELD_TOLERANCE_SECONDS = 3;"),
            new Sabotage(
                    "4.8 wrap-up used is the total without what was left",
                    "passage/PassageFold",
                    "row.wrapUpTotalSeconds() - row.wrapUpLeftSeconds()",
                    "row.wrapUpTotalSeconds() - 0"),
            new Sabotage(
                    "4.9 a ring of no length is a refusal",
                    "passage/PassageFold",
                    "row.ringMillis() == 0",
                    "row.ringMillis() < 0"),
            new Sabotage(
                    "4.10 a pause inside a break is the break's",
                    "agent/SessionFold",
                    "Spans.subtract(Spans.clip(spans, login.from(), login.to()), holes)",
                    "Spans.subtract(Spans.clip(spans, login.from(), login.to()), List.of())"),
            new Sabotage("4.11 hold told twice is one hold", "passage/Holds", "Spans.union(over)", "over"),
            new Sabotage(
                    "4.12 REENTERQUEUE goes on with an open passage",
                    "passage/PassageFold",
                    "if (known != null && known.isOpen()) {\n            known.reentered(row);",
                    "if (known != null && known.isInService()) {\n            known.reentered(row);"),
            new Sabotage(
                    "4.13 two conversations at once are busy time once",
                    "agent/AgentMinutes",
                    "for (var span : Spans.union(spans)) {",
                    "for (var span : spans) {"),
            new Sabotage(
                    "4.13 a forgotten session ends",
                    "agent/SessionFold",
                    "Duration.ofHours(16)",
                    "Duration.ofHours(17)"),
            new Sabotage(
                    "4.14 an open call ends after six hours",
                    "passage/Derivations",
                    "now, longest);",
                    "now, longest.minusHours(1));"),
            new Sabotage(
                    "4.14 a restart ends what is open", "passage/Restart", "return byTime > 0;", "return byTime < 0;"),
            new Sabotage(
                    "4.15 the start of an orphan is before its wait and its talk",
                    "passage/PassageFold",
                    "row.talkSeconds() + row.waitSeconds()",
                    "row.talkSeconds() + 0 * row.waitSeconds()"),
            new Sabotage(
                    "4.16 an update takes the old row out",
                    "passage/InteractionStage",
                    "if (call != null && call.holds(row)) {\n            change(call, call.without(row), now);",
                    "if (call != null && !call.holds(row)) {\n            change(call, call.without(row), now);"),
            new Sabotage(
                    "4.17 the hour that comes twice is read twice",
                    "intake/WallClock",
                    "offsets.get(inSecondPass ? 1 : 0)",
                    "offsets.get(0)"),
            new Sabotage(
                    "4.19 a chat taken over is another agent's time",
                    "passage/Holders",
                    "if (agent.equals(holder)) {",
                    "if (holder != null) {"),
            new Sabotage(
                    "4.19 what an agent started ends in its own figures",
                    "passage/AgentStarted",
                    "return !open.isEmpty();",
                    "return open.size() > 1;"),
            new Sabotage(
                    "KPI.md 7 a caller is the same however the number is written",
                    "passage/Callers",
                    "return digits.isEmpty() ? text : digits.toString();",
                    "return text;"));
}
