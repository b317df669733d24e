package pulso.webhook;

import java.nio.charset.StandardCharsets;

/** What is posted, as bytes that nobody changes. */
final class Body {
    static final Body NOTHING = new Body(new byte[0]);

    private final byte[] bytes;

    Body(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Its beginning, for a person. */
    String text(int most) {
        return new String(bytes, 0, Math.min(bytes.length, most), StandardCharsets.UTF_8);
    }
}
