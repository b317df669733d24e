package pulso.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Who writes, in the words of his channel.
 *
 * @param entry data1 to data3 of ENTERQUEUE and REENTERQUEUE
 * @param address as the rows besides name him
 * @param connect data3 and data4 of CONNECT
 * @param knownAtEntry the caller of whom the first row tells, null when it tells of none
 * @param knownAtConnect the one of whom CONNECT tells
 */
record ChatClient(
        Entry entry,
        String address,
        Entry connect,
        @Nullable String knownAtEntry,
        @Nullable String knownAtConnect) {

    /** Up to three data columns. */
    record Entry(String first, String second, String third) {}

    static ChatClient of(Channel channel, Callers callers, Dice dice) {
        return switch (channel) {
            case WEBCHAT -> visitor(callers, dice);
            case SMS, TELEPHONY -> {
                Callers.Caller number = callers.number();
                yield told(number, dice.chance(0.3) ? "Cliente" : "", number.text(), "");
            }
            case EMAIL -> {
                Callers.Caller mail = callers.mail();
                yield told(mail, "Consulta " + dice.between(1, 999), mail.text(), "");
            }
            case TWITTER -> {
                Callers.Caller handle = callers.handle("@cliente");
                yield told(handle, "¿Me ayudan?", Long.toString(dice.between(10_000_000, 99_999_999)), handle.text());
            }
            case MESSENGER -> {
                Callers.Caller handle = callers.handle("m.");
                yield told(handle, "Hola", handle.text(), "Cliente");
            }
            case FACEBOOK -> {
                Callers.Caller handle = callers.handle("fb.");
                String post = dice.between(1_000, 9_999) + "_" + dice.between(100_000, 999_999);
                yield new ChatClient(
                        new Entry(post, "Buen día", ""),
                        post,
                        new Entry(handle.text(), "Cliente", ""),
                        null,
                        handle.key());
            }
        };
    }

    /** Named by the first row. */
    private static ChatClient told(Callers.Caller caller, String second, String connectId, String connectName) {
        return new ChatClient(
                new Entry(caller.text(), second, ""),
                caller.text(),
                new Entry(connectId, connectName, ""),
                caller.key(),
                null);
    }

    /** A visitor tells his address, or a number, or his name alone, or nothing before somebody asks. */
    private static ChatClient visitor(Callers callers, Dice dice) {
        double tells = dice.unit();
        if (tells < 0.78) {
            Callers.Caller mail = callers.mail();
            String phone = dice.chance(0.4) ? "09" + dice.between(1_000_000, 9_999_999) : "";
            return new ChatClient(
                    new Entry("Cliente", mail.text(), phone),
                    mail.text(),
                    new Entry(mail.text(), "", ""),
                    mail.key(),
                    null);
        }
        if (tells < 0.88) {
            Callers.Caller number = callers.number();
            return new ChatClient(
                    new Entry("Cliente", "", number.text()), "", new Entry("", "", ""), number.key(), null);
        }
        if (tells < 0.94) {
            Callers.Caller name = callers.name();
            return new ChatClient(new Entry(name.text(), "", ""), "", new Entry("", "", ""), name.key(), null);
        }
        Callers.Caller mail = callers.mail();
        return new ChatClient(new Entry("", "", ""), "", new Entry(mail.text(), "", ""), null, mail.key());
    }
}
