package pulso.simulator;

import java.io.Serial;

/** The database could not be reached or refused what the simulator asked of it. */
public final class SimulatorException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    SimulatorException(String message, Throwable cause) {
        super(message, cause);
    }
}
