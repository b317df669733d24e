package pulso.wallboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that every write over HTTP needs. Made at the first start and kept in the data folder, in a file that only
 * its owner can read; later starts read it.
 */
final class AdminToken {
    static final String FILE = "admin-token";
    private static final int BYTES = 24;

    private final byte[] token;

    private AdminToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    static AdminToken in(Path dataFolder) {
        var file = dataFolder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(dataFolder);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, generate() + System.lineSeparator());
            }
            return new AdminToken(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the admin token cannot be kept in " + file, e);
        }
    }

    /** Takes the same time whatever is presented, so that it cannot be guessed piece by piece. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(token, presented.getBytes(StandardCharsets.UTF_8));
    }

    /** Likewise for any other token; one that is empty is nobody's. */
    static boolean isSame(String secret, String presented) {
        return !secret.isEmpty()
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    private static String generate() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
