package pulso.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chats and messages from an agent's answer to their end: passed on to colleagues, with calls and mails in between, who ends them. */
final class Conversations {
    private final Centre centre;
    private final ChatDesk desk;
    private final Timeline timeline;
    private final Dice dice;
    private final Ledger ledger;

    Conversations(Centre centre, ChatDesk desk, Dice dice) {
        this.centre = centre;
        this.desk = desk;
        this.timeline = centre.timeline;
        this.dice = dice;
        this.ledger = centre.ledger;
    }

    void start(Chat chat, Agent agent) {
        long lengthMillis = 15_000 + dice.logNormal(chat.queue.profile.talkSeconds() * 1000, 0.7);
        switch (chat.queue.channel()) {
            case WEBCHAT -> planWebCall(chat, lengthMillis);
            case EMAIL -> planMails(chat, lengthMillis);
            case SMS -> centre.registers.sms(chat, false, agent.name);
            case TELEPHONY, TWITTER, MESSENGER, FACEBOOK -> {}
        }
        double fate = dice.unit();
        if (fate < 0.05) {
            whileOpen(chat, lengthMillis / 3, () -> passOn(chat, lengthMillis * 2 / 3));
        } else if (fate < 0.065) {
            whileOpen(chat, lengthMillis / 3, () -> takeOver(chat, lengthMillis * 2 / 3));
        } else {
            whileOpen(chat, lengthMillis, () -> end(chat));
        }
    }

    private void whileOpen(Chat chat, long delayMillis, Runnable happening) {
        timeline.after(delayMillis, () -> {
            if (chat.open) {
                happening.run();
            }
        });
    }

    /** TRANSFERRED, and ATTENDED once the colleague looks; now and then he never does, and the chat ends in nobody's hands. */
    private void passOn(Chat chat, long restMillis) {
        @Nullable Agent from = chat.agent;
        @Nullable Agent colleague = colleague(chat);
        if (from == null || colleague == null) {
            whileOpen(chat, restMillis, () -> end(chat));
            return;
        }
        long second = desk.pen.row(chat.queue, chat.callid, from, "TRANSFERRED", from.name, colleague.name);
        ledger.passedOn(chat.truth, second);
        chat.agent = null;
        from.chats.remove(chat);
        desk.freed(from);
        boolean looks = dice.chance(0.85);
        whileOpen(chat, dice.between(4_000, 90_000), () -> {
            if (looks && colleague.loggedIn()) {
                attend(chat, from, colleague);
                boolean again = dice.chance(0.1);
                whileOpen(chat, again ? restMillis / 2 : restMillis, () -> {
                    if (again) {
                        passOn(chat, restMillis / 2);
                    } else {
                        end(chat);
                    }
                });
            } else {
                whileOpen(chat, dice.between(20_000, 200_000), () -> finish(chat, from));
            }
        });
    }

    /** ATTENDED without TRANSFERRED: a colleague helps out. */
    private void takeOver(Chat chat, long restMillis) {
        @Nullable Agent from = chat.agent;
        @Nullable Agent colleague = colleague(chat);
        if (from != null && colleague != null) {
            attend(chat, from, colleague);
            desk.freed(from);
        }
        whileOpen(chat, restMillis, () -> end(chat));
    }

    private void attend(Chat chat, Agent from, Agent colleague) {
        long second = desk.pen.row(chat.queue, chat.callid, colleague, "ATTENDED", from.name, colleague.name);
        ledger.takenOver(chat.truth, colleague.name, second);
        from.chats.remove(chat);
        chat.agent = colleague;
        colleague.chats.add(chat);
    }

    private @Nullable Agent colleague(Chat chat) {
        List<Agent> others = centre.agents.stream()
                .filter(agent -> agent != chat.agent && agent.takesChatsOf(chat.queue))
                .toList();
        return others.isEmpty() ? null : dice.oneOf(others);
    }

    private void end(Chat chat) {
        @Nullable Agent agent = chat.agent;
        if (agent == null) {
            throw new IllegalStateException("a chat that nobody has ends by itself");
        }
        if (dice.chance(centre.plan.faults().lostChatEnd())) {
            desk.over(chat);
        } else {
            finish(chat, agent);
        }
        desk.freed(agent);
    }

    private void finish(Chat chat, Agent agent) {
        int talked = (int) (timeline.nowSecond() - Math.floorDiv(chat.connectMillis, 1000L));
        boolean counted = dice.chance(0.97);
        int messages = (int) dice.between(2, 30);
        boolean byClient = chat.queue.channel() == Channel.WEBCHAT && dice.chance(0.45);
        long second = desk.pen.row(
                chat.queue,
                chat.callid,
                agent,
                byClient ? "COMPLETECALLER" : "COMPLETEAGENT",
                Integer.toString(chat.waitSeconds),
                Integer.toString(talked),
                Integer.toString(chat.position),
                counted ? Integer.toString(messages) : "");
        ledger.talkEnded(chat.truth, second, talked, false);
        chat.truth.messages = counted ? messages : -1;
        desk.over(chat);
        if (dice.chance(0.004)) {
            timeline.after(dice.between(2_000, 9_000), () -> passOnTooLate(chat, agent));
        }
    }

    /** The transfer button pressed when all was over. */
    private void passOnTooLate(Chat chat, Agent agent) {
        long second = desk.pen.row(chat.queue, chat.callid, agent, "TRANSFERRED", agent.name, "supervisor1");
        ledger.passedOnTooLate(chat.truth, second);
    }

    /** A call inside the chat, told by rows that count in no figure. */
    private void planWebCall(Chat chat, long lengthMillis) {
        double fate = dice.unit();
        if (fate >= 0.05) {
            return;
        }
        boolean video = fate < 0.02;
        String mail = chat.client.address();
        whileOpen(chat, lengthMillis / 5, () -> {
            note(chat, video ? "STARTVIDEOCALL" : "STARTCALL", mail);
            whileOpen(chat, lengthMillis / 10, () -> {
                note(chat, video ? "ENDVIDEOCALL" : "ENDCALL", mail);
                String length = Long.toString(lengthMillis / 10_000);
                note(chat, "OUTCALL", video ? "video" : "audio", length, "", "8001", chat.callid);
                if (fate < 0.015 || fate > 0.04) {
                    note(chat, "TRANSFER");
                }
            });
        });
    }

    private void planMails(Chat chat, long lengthMillis) {
        String mail = chat.client.address();
        if (dice.chance(0.1)) {
            whileOpen(chat, lengthMillis / 6, () -> note(chat, "NEWEMAILCLIENT", mail));
        }
        if (dice.chance(0.2)) {
            whileOpen(chat, lengthMillis / 5, () -> note(chat, "NEWEMAILAGENT", mail));
        }
        if (dice.chance(0.05)) {
            String number = "em-" + dice.between(1, 99_999);
            whileOpen(
                    chat,
                    lengthMillis / 4,
                    () -> note(chat, "FORWARDED", "facturacion@example.com", "RV: " + mail, number));
        }
    }

    private void note(Chat chat, String event, String... data) {
        desk.pen.row(chat.queue, chat.callid, chat.agent, event, data);
    }
}
