package pulso.clickhouse;

import com.clickhouse.client.api.metadata.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one unbroken range of offsets of one partition, encoded and ready to be sent, as often as it takes. Its
 * token is made of the range alone: the same range is the same insert, in this process or in the next.
 */
final class Batch implements RowSink {
    private static final int UNDECIDED = -1;

    private final TopicPartition partition;
    private final long first;
    private final long promisedLast;
    private final RowBytes row = new RowBytes();
    private final BatchBytes bytes = new BatchBytes();
    private final RowEncoder encoder;
    private long last = UNDECIDED;
    private @Nullable Instant oldest;
    private int rows;
    private int[] ends = new int[1024];
    private long[] offsets = new long[1024];
    private long current;

    private Batch(TopicPartition partition, long first, long promisedLast, TableSchema schema) {
        this.partition = partition;
        this.first = first;
        this.promisedLast = promisedLast;
        this.encoder = new RowEncoder(schema);
    }

    /** A range that ends where the sink decides. */
    static Batch open(TopicPartition partition, long first, TableSchema schema) {
        return new Batch(partition, first, UNDECIDED, schema);
    }

    /** A range that a former process had begun to insert: it must end where that one ended. */
    static Batch promised(TopicPartition partition, long first, long last, TableSchema schema) {
        return new Batch(partition, first, last, schema);
    }

    TopicPartition partition() {
        return partition;
    }

    long first() {
        return first;
    }

    /** The last offset of the range. */
    long last() {
        return isPromised() ? promisedLast : Math.max(last, first);
    }

    boolean isPromised() {
        return promisedLast != UNDECIDED;
    }

    boolean hasRecords() {
        return last != UNDECIDED;
    }

    int rows() {
        return rows;
    }

    int size() {
        return bytes.size();
    }

    @Nullable
    Instant oldest() {
        return oldest;
    }

    String token() {
        return partition.topic() + '-' + partition.partition() + '-' + first() + '-' + last();
    }

    /** Every record of the range passes here, also one that gives no row. */
    void reached(ConsumerRecord<byte[], byte[]> record) {
        last = record.offset();
        current = record.offset();
        if (oldest == null) {
            oldest = Instant.ofEpochMilli(record.timestamp());
        }
    }

    @Override
    public void add(@Nullable Object[] values) {
        add((out, columns) -> columns.write(out, values));
    }

    /** Takes the row whole or not at all. */
    @Override
    public void add(EncodedRow encoded) {
        row.clear();
        try {
            encoded.writeTo(row, encoder);
        } catch (IOException | RuntimeException e) {
            throw new UnusableRecordException("a value does not fit its column: " + e.getMessage(), e);
        }
        bytes.append(row.array(), row.size());
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, rows * 2);
            offsets = Arrays.copyOf(offsets, rows * 2);
        }
        ends[rows] = bytes.size();
        offsets[rows] = current;
        rows++;
    }

    /** Rows [from, to) as they go over the wire. */
    InputStream stream(int from, int to) {
        int start = from == 0 ? 0 : ends[from - 1];
        return bytes.stream(start, ends[to - 1] - start);
    }

    /** The offset of the record that a row came from. */
    long offset(int row) {
        return offsets[row];
    }

    /** Forgets the rows of a record that turned out to be unreadable halfway. */
    void dropRowsOf(long offset) {
        while (rows > 0 && offsets[rows - 1] == offset) {
            rows--;
        }
        bytes.truncate(rows == 0 ? 0 : ends[rows - 1]);
    }
}
