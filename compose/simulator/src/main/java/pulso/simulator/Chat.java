package pulso.simulator;

import org.jspecify.annotations.Nullable;

/** A chat, or an exchange of messages, of one callid. Not open: over, nothing planned for it happens any more. */
final class Chat {
    final ChatQueue queue;
    final String callid;
    final ChatClient client;
    final int position;
    PassageTruth truth;
    Ledger.Contact contact;
    boolean open = true;
    boolean waiting = true;
    long enterMillis;
    /** Since when the chat server believes it waits: a restart makes it forget. */
    long waitSinceMillis;

    long connectMillis;
    int waitSeconds;
    /** Who has it, or is about to; null while it waits for one. */
    @Nullable
    Agent agent;

    Chat(
            ChatQueue queue,
            String callid,
            ChatClient client,
            long enterMillis,
            PassageTruth truth,
            Ledger.Contact contact) {
        this.queue = queue;
        this.callid = callid;
        this.client = client;
        this.position = queue.waiting.size() + 1;
        this.enterMillis = enterMillis;
        this.waitSinceMillis = enterMillis;
        this.truth = truth;
        this.contact = contact;
    }

    /** What the server writes as the time waited. */
    int statedWait(long nowSecond) {
        return (int) (nowSecond - Math.floorDiv(waitSinceMillis, 1000L));
    }
}
