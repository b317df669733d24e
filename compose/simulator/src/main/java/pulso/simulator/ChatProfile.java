package pulso.simulator;

import java.util.List;

/**
 * What distinguishes one queue of chats or messages from another.
 *
 * @param perDay mean arrivals of a day at scale 1; for a campaign "->" what its agents begin
 * @param patienceSeconds mean wait after which a client leaves; 0: messages wait for ever
 * @param firstHour the local hour at which it opens, lastHour the one at which it closes; others are told to come back
 * @param most chats open at once at scale 1 before no more are let in; 0: no limit
 */
record ChatProfile(
        Channel channel,
        String name,
        double perDay,
        List<Integer> hours,
        double patienceSeconds,
        double timeoutSeconds,
        double talkSeconds,
        int firstHour,
        int lastHour,
        int most) {

    private static final List<Integer> ALL_DAY = QueueProfile.ALL_DAY;
    private static final List<Integer> OFFICE = QueueProfile.OFFICE;

    /** Those served first in front. A queue of one channel may bear the name of another channel's. */
    static List<ChatProfile> demo() {
        return List.of(
                new ChatProfile(Channel.WEBCHAT, "ChatVentas<-", 700, ALL_DAY, 150, 75, 330, 0, 24, 30),
                new ChatProfile(Channel.WEBCHAT, "ChatSoporte<-", 500, ALL_DAY, 200, 90, 420, 8, 22, 24),
                new ChatProfile(Channel.WEBCHAT, "Ventas<-", 250, OFFICE, 150, 60, 300, 0, 24, 14),
                new ChatProfile(Channel.SMS, "WhatsAppVentas<-", 600, ALL_DAY, 0, 0, 400, 0, 24, 0),
                new ChatProfile(Channel.SMS, "SMSSoporte<-", 380, ALL_DAY, 0, 0, 300, 7, 23, 0),
                new ChatProfile(Channel.MESSENGER, "Redes<-", 350, ALL_DAY, 0, 0, 330, 0, 24, 0),
                new ChatProfile(Channel.FACEBOOK, "Redes<-", 220, ALL_DAY, 0, 0, 240, 0, 24, 0),
                new ChatProfile(Channel.TWITTER, "Redes<-", 220, ALL_DAY, 0, 0, 210, 0, 24, 0),
                new ChatProfile(Channel.EMAIL, "CorreoSoporte<-", 300, OFFICE, 0, 0, 420, 0, 24, 0),
                new ChatProfile(Channel.EMAIL, "CorreoReclamos<-", 200, ALL_DAY, 0, 0, 540, 0, 24, 0),
                new ChatProfile(Channel.SMS, "SMSCobros->", 60, OFFICE, 0, 0, 150, 0, 24, 0));
    }

    boolean outbound() {
        return name.endsWith("->");
    }

    boolean openAt(int hour) {
        return hour >= firstHour && hour < lastHour;
    }

    double weightOfDay() {
        return hours.stream().mapToInt(Integer::intValue).sum();
    }

    int heaviestHour() {
        return hours.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
