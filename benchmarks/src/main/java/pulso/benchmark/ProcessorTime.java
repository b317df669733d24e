package pulso.benchmark;

import java.time.Duration;

/** What a process has used of the processors until now. */
final class ProcessorTime {
    private final ProcessHandle process;

    ProcessorTime(long pid) {
        this.process = ProcessHandle.of(pid).orElseThrow(() -> new BenchmarkException("process " + pid + " has ended"));
    }

    /** To the hundredth, which is how finely the system counts. */
    double seconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }
}
