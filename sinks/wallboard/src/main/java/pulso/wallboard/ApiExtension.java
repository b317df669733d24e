package pulso.wallboard;

import java.util.Map;
import java.util.Set;

/** Addresses of another part of the same process, served on the wallboard's port to who has the admin token. */
public interface ApiExtension {
    /** The address below which everything is its own, for example {@code /api/v1/webhooks}. */
    String root();

    /** What can be done at an address; empty where nothing lives. */
    Set<String> methods(String path);

    /**
     * Answers with something that has a form in JSON.
     *
     * @throws Refused when it cannot be done
     */
    Object answer(Call call);

    /**
     * A request.
     *
     * @param path what follows the root, decoded
     * @param body read as UTF-8
     */
    record Call(String method, String path, Map<String, String> parameters, String body) {}

    /** A request that gets an error instead of an answer. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String error;
        private final String hint;

        /**
         * @param error a word for programs
         * @param hint a way out
         */
        public Refused(int status, String error, String message, String hint) {
            super(message, null, false, false);
            this.status = status;
            this.error = error;
            this.hint = hint;
        }

        int status() {
            return status;
        }

        String error() {
            return error;
        }

        String hint() {
            return hint;
        }
    }
}
