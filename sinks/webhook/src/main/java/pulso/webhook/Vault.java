package pulso.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the secrets of endpoints, so that who reads the topic does not read them: AES-GCM under a key that lies in a file
 * of the data folder, bound to the endpoint's id. Whoever loses the file gives every endpoint a new secret.
 */
final class Vault {
    static final String FILE_PREFIX = "file:";
    private static final String KEY_FILE = "webhook.key";
    private static final String SEALED_PREFIX = "aes-gcm:";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private Vault(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** With the folder's key; made, for its owner's eyes only, when there is none. */
    static Vault open(Path folder) {
        var file = folder.resolve(KEY_FILE);
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            var key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length != KEY_BYTES) {
                throw new WebhookException(file + " is no key of Pulso's");
            }
            return new Vault(key);
        } catch (IOException e) {
            throw new UncheckedIOException("the key of the endpoints' secrets in " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new WebhookException(file + " is no key of Pulso's", e);
        }
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        var draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                KEY_FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(key) + '\n');
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            // Another process was quicker: its key counts.
        } catch (UnsupportedOperationException _) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A new secret in the form that Standard Webhooks gives it. */
    String newSecret() {
        var secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        return Signature.SECRET_PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    String seal(String endpoint, String secret) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, endpoint, nonce);
            var sealed = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var whole = new byte[NONCE_BYTES + sealed.length];
            System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return SEALED_PREFIX + Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isSealed(String text) {
        return text.startsWith(SEALED_PREFIX) || text.startsWith(FILE_PREFIX);
    }

    /** The secret that was sealed for this endpoint, or that stands in the file it names. */
    String open(String endpoint, String sealed) {
        if (sealed.startsWith(FILE_PREFIX)) {
            var file = Path.of(sealed.substring(FILE_PREFIX.length()));
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new WebhookException("the secret in " + file + " cannot be read", e);
            }
        }
        try {
            var whole = Base64.getDecoder().decode(sealed.substring(SEALED_PREFIX.length()));
            var nonce = Arrays.copyOf(whole, NONCE_BYTES);
            var opened = cipher(Cipher.DECRYPT_MODE, endpoint, nonce)
                    .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return new String(opened, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new WebhookException(
                    "the secret of " + endpoint + " was sealed with another key; give it a new secret", e);
        }
    }

    private Cipher cipher(int mode, String endpoint, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(endpoint.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
