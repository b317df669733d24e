package pulso.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine that a figure was measured on; without it the figure says nothing. */
final class Machine {
    private static final String UNKNOWN = "unknown";

    private Machine() {}

    static Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("cpu", cpuModel());
        json.put("cores", Runtime.getRuntime().availableProcessors());
        json.put("memoryMb", memoryMb());
        json.put("system", System.getProperty("os.name") + ' ' + System.getProperty("os.version"));
        return json;
    }

    static String sentence() {
        return "%s, %d cores, %,d MB".formatted(cpuModel(), Runtime.getRuntime().availableProcessors(), memoryMb());
    }

    /** Runnable threads over the last minute: more than there are cores means that others were at work too. */
    static double load() {
        return Double.parseDouble(field(Path.of("/proc/loadavg"), "", " ", "0"));
    }

    /** Processor time of a process since it began; 0 when it has ended. */
    static double processorSeconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(spent -> spent.toNanos() / 1e9)
                .orElse(0.0);
    }

    private static String cpuModel() {
        return field(Path.of("/proc/cpuinfo"), "model name", "\n", UNKNOWN)
                .replaceFirst("^\\s*:", "")
                .strip();
    }

    private static long memoryMb() {
        return kilobytes(Path.of("/proc/meminfo"), "MemTotal:") / 1024;
    }

    /** Physical memory that a process holds, pages shared with others included; 0 when it has ended. */
    static long residentMb(long pid) {
        return kilobytes(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:") / 1024;
    }

    private static long kilobytes(Path file, String name) {
        var digits = field(file, name, "\n", "0").replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** What stands after a name and before an end; the fallback where there is none. */
    private static String field(Path file, String name, String end, String fallback) {
        if (!Files.isReadable(file)) {
            return fallback;
        }
        try {
            var text = Files.readString(file);
            int from = text.indexOf(name);
            int to = text.indexOf(end, from + name.length());
            return from < 0 || to < 0 ? fallback : text.substring(from + name.length(), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
