package pulso.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a {@link ChildProcess} runs.
 *
 * @param name what people call the server; also the name of its pid and log files
 * @param folder where the pid file and the log lie
 * @param identity the argument of the command that no other server on this machine has; a process without it is a
 *     stranger that was given the pid anew, and is left alone
 * @param stopLimit how long it may take to stop in good order before it is killed
 */
record ServerProgram(
        String name,
        Path folder,
        String identity,
        List<String> command,
        Map<String, String> environment,
        Duration stopLimit) {
    ServerProgram {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (!command.contains(identity)) {
            throw new IllegalArgumentException("The identity " + identity + " is no argument of " + command);
        }
    }

    Path pidFile() {
        return folder.resolve(name + ".pid");
    }

    Path logFile() {
        return folder.resolve(name + ".log");
    }
}
