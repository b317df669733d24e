package pulso.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Writes a log like that of a centre of ninety agents and forty thousand calls a day, the same for the same seed: calls
 * that are answered, abandoned, put on hold, passed over by agents; sessions, breaks and pauses.
 */
final class LogMaker {
    private static final long START = 1_790_000_000L;
    private static final int AGENTS = 90;
    private static final int MEAN_GAP_SECONDS = 2;
    private static final int SHIFT_SECONDS = 8 * 3600;
    private static final String[] QUEUES = {
        "Ventas<-", "Soporte<-", "Reclamos<-", "Cobranzas<-", "VIP<-", "Altas<-", "Bajas<-", "Tecnica<-"
    };

    private final Random random;
    private final boolean csv;
    private final PriorityQueue<Row> pending =
            new PriorityQueue<>(Comparator.comparingLong(Row::second).thenComparingLong(Row::order));
    private long order;
    private long calls;

    private record Row(long second, long order, String columns) {}

    /**
     * @param csv with the table's columns, numbered; else as Asterisk writes it
     */
    LogMaker(long seed, boolean csv) {
        this.random = new Random(seed);
        this.csv = csv;
    }

    void write(Path file, long rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            if (csv) {
                out.write("origid,datetime,callid,queuename,agent,event,data1,data2,data3,data4,data5\n");
            }
            long second = START;
            long nextShift = START;
            long written = 0;
            while (written < rows) {
                if (second >= nextShift) {
                    shift(nextShift);
                    nextShift += SHIFT_SECONDS;
                }
                call(second);
                second += random.nextInt(2 * MEAN_GAP_SECONDS + 1);
                for (var row = pending.peek();
                        row != null && row.second() <= second && written < rows;
                        row = pending.peek()) {
                    pending.remove();
                    written++;
                    line(out, row, written);
                }
            }
        }
    }

    private void line(BufferedWriter out, Row row, long number) throws IOException {
        if (csv) {
            out.write(Long.toString(number));
            out.write(',');
            out.write(Long.toString(row.second()));
            out.write(',');
            out.write(row.columns().replace('|', ','));
        } else {
            out.write(Long.toString(row.second()));
            out.write('|');
            out.write(row.columns());
        }
        out.write('\n');
    }

    private void add(long second, String columns) {
        pending.add(new Row(second, order++, columns));
    }

    private void shift(long start) {
        for (int i = 0; i < AGENTS; i++) {
            var who = "NONE|NONE|" + agent(i) + '|';
            add(start, who + "AGENTLOGIN|");
            long pause = start + 600 + random.nextInt(20_000);
            add(pause, who + "REALPAUSE|");
            add(pause + 200, who + "REALUNPAUSE|200");
            long rest = start + 600 + random.nextInt(20_000);
            add(rest, who + "BREAK|lunch");
            add(rest + 900, who + "UNBREAK|lunch||900");
            add(start + SHIFT_SECONDS - 1, who + "AGENTLOGOFF|" + (SHIFT_SECONDS - 1));
        }
    }

    private static String agent(int number) {
        return "Agent/" + (1000 + number);
    }

    private void call(long start) {
        calls++;
        var call = start + "." + calls + '|' + QUEUES[random.nextInt(QUEUES.length)] + '|';
        add(start, call + "NONE|ENTERQUEUE||09" + (1_000_000 + random.nextInt(2_000_000)) + "|1");
        int wait = random.nextInt(random.nextInt(8) == 0 ? 120 : 25);
        if (random.nextInt(10) == 0) {
            add(start + wait, call + "NONE|ABANDON|1|1|" + wait);
            return;
        }
        for (int i = random.nextInt(4); i == 0 && wait > 15; i = random.nextInt(4)) {
            add(start + wait - 5, call + agent(random.nextInt(AGENTS)) + "|RINGNOANSWER|10000");
        }
        var withAgent = call + agent(random.nextInt(AGENTS)) + '|';
        int talk = 20 + random.nextInt(300);
        add(start + wait, withAgent + "CONNECT|" + wait + '|' + start + "." + calls + "1|4");
        if (random.nextInt(6) == 0) {
            add(start + wait + 5, withAgent + "HOLD|");
            add(start + wait + 15, withAgent + "UNHOLD|");
        }
        var end = random.nextBoolean() ? "COMPLETECALLER|" : "COMPLETEAGENT|";
        add(start + wait + talk, withAgent + end + wait + '|' + talk + "|1");
        add(start + wait + talk + 12, withAgent + "FINISHWRAPUP|8|20");
    }
}
