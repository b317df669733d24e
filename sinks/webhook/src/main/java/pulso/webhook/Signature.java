package pulso.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** The signature of Standard Webhooks: {@code v1,} and base64 of HMAC-SHA256 over {@code id.timestamp.body}. */
final class Signature {
    static final String SECRET_PREFIX = "whsec_";
    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;

    private Signature() {}

    /** The header's value: one signature for each key, the newest first. */
    static String of(List<Signer> signers, String id, long timestamp, byte[] body) {
        var head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        var value = new StringBuilder();
        for (var signer : signers) {
            if (!value.isEmpty()) {
                value.append(' ');
            }
            value.append("v1,").append(Base64.getEncoder().encodeToString(signer.sign(head, body)));
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
        return new SecretKeySpec(key, Signer.ALGORITHM);
    }
}
