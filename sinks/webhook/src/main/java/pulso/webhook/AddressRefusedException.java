package pulso.webhook;

import java.net.UnknownHostException;

/** A name leads where nothing may be posted. */
final class AddressRefusedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
        super(message);
    }
}
