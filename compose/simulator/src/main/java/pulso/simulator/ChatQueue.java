package pulso.simulator;

import java.util.LinkedHashSet;

/** A queue of chats or messages at work. */
final class ChatQueue {
    final ChatProfile profile;
    /** Whoever waits and is not with an agent yet, in order of entering. */
    final LinkedHashSet<Chat> waiting = new LinkedHashSet<>();
    /** Waiting and answered. */
    int open;

    ChatQueue(ChatProfile profile) {
        this.profile = profile;
    }

    Channel channel() {
        return profile.channel();
    }

    String name() {
        return profile.name();
    }
}
