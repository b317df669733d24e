package pulso.webhook;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs with one key. Macs made ready with the key are used again, as many as sign at a time. Safe for any thread. */
final class Signer {
    static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final ConcurrentLinkedQueue<Mac> idle = new ConcurrentLinkedQueue<>();

    Signer(SecretKeySpec key) {
        this.key = key;
    }

    byte[] sign(byte[] head, byte[] body) {
        var waiting = idle.poll();
        var mac = waiting == null ? ready() : waiting;
        mac.update(head);
        // Ends it, and makes it ready for the next.
        var signature = mac.doFinal(body);
        idle.add(mac);
        return signature;
    }

    private Mac ready() {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
