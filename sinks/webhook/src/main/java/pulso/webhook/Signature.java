package pulso.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of Standard Webhooks: {@code v1,} and base64 of HMAC-SHA256 over {@code id.timestamp.body}. */
final class Signature {
    static final String SECRET_PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;

    private Signature() {}

    /** The header's value: one signature for each key, the newest first. */
    static String of(List<SecretKeySpec> keys, String id, long timestamp, byte[] body) {
        var head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        var value = new StringBuilder();
        for (var key : keys) {
            if (!value.isEmpty()) {
                value.append(' ');
            }
            value.append("v1,").append(Base64.getEncoder().encodeToString(hmac(key, head, body)));
        }
        return value.toString();
    }

    /** The key that a secret stands for. */
    static SecretKeySpec key(String secret) {
        if (!secret.startsWith(SECRET_PREFIX)) {
            throw new WebhookException("a secret begins with " + SECRET_PREFIX);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        } catch (IllegalArgumentException _) {
            throw new WebhookException("after " + SECRET_PREFIX + " a secret is base64");
        }
        if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
            throw new WebhookException("a secret holds " + SHORTEST_KEY + " to " + LONGEST_KEY + " bytes");
        }
        return new SecretKeySpec(key, ALGORITHM);
    }

    private static byte[] hmac(SecretKeySpec key, byte[] head, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
