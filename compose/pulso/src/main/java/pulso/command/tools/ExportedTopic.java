package pulso.command.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import pulso.command.ConfigException;

/** One topic as {@code ./pulso export} has written it. Any number of readers at once. */
public final class ExportedTopic {
    private final List<Path> files;
    private final Description description;
    private final Manifest.@Nullable Entry entry;

    /**
     * What a file says of itself.
     *
     * @param export tells one export from another
     * @param partitions how many the topic had
     * @param retention how long it was kept there; null for ever
     */
    public record Description(
            String export,
            String topic,
            int partitions,
            String cleanup,
            @Nullable Duration retention,
            @Nullable Integer schemaId,
            Schema schema) {}

    private ExportedTopic(List<Path> files, Description description, Manifest.@Nullable Entry entry) {
        this.files = files;
        this.description = description;
        this.entry = entry;
    }

    /**
     * All topics of a folder, or the one of a file.
     *
     * @throws ConfigException when there is nothing of an export's, or not all of it
     */
    public static List<ExportedTopic> list(Path place) {
        if (Files.isRegularFile(place)) {
            return List.of(open(place));
        }
        if (!Files.exists(place)) {
            throw new ConfigException(
                    "there is no folder " + place + "; ./pulso export TOPIC... --out " + place + " writes one");
        }
        var manifest = Manifest.read(place);
        if (manifest == null) {
            throw new ConfigException(place + " holds no whole export: manifest.json is missing, which ./pulso export"
                    + " writes when all is done; single files of it can be named");
        }
        var topics = new ArrayList<ExportedTopic>();
        for (var entry : manifest.topics()) {
            var files = entry.files().stream().map(place::resolve).toList();
            for (var file : files) {
                if (!Files.exists(file)) {
                    throw new ConfigException("manifest.json names " + file + ", which is not there");
                }
            }
            topics.add(new ExportedTopic(files, describe(files.getFirst()), entry));
        }
        return topics;
    }

    /** One file alone; where a topic's schema changed, it is not the whole topic. */
    public static ExportedTopic open(Path file) {
        return new ExportedTopic(List.of(file), describe(file), null);
    }

    public String name() {
        return description.topic();
    }

    public Description description() {
        return description;
    }

    /** How many records there should be; null for a file alone. */
    public @Nullable Long records() {
        return entry == null ? null : (Long) entry.records();
    }

    /** The checksum that the records should have; null for a file alone. */
    @Nullable
    String sha256() {
        return entry == null ? null : entry.sha256();
    }

    /** The schemas that records bear the ids of. */
    public Map<Integer, Schema> schemas() {
        var schemas = new TreeMap<Integer, Schema>();
        for (var file : files) {
            var of = describe(file);
            if (of.schemaId() != null) {
                schemas.put(of.schemaId(), of.schema());
            }
        }
        return schemas;
    }

    /** Every record by partition and offset. To be closed. */
    public Records read() {
        return new Records(files);
    }

    private static Description describe(Path file) {
        try (var in = stream(file)) {
            var id = in.getMetaString(ExportFormat.SCHEMA_ID);
            var topic = in.getMetaString(ExportFormat.TOPIC);
            var value = in.getSchema().getField("value");
            if (topic == null || value == null) {
                throw new ConfigException(file + " is an Avro file, but not one of ./pulso export");
            }
            long retention = in.getMetaLong(ExportFormat.RETENTION_MILLIS);
            return new Description(
                    in.getMetaString(ExportFormat.EXPORT),
                    topic,
                    (int) in.getMetaLong(ExportFormat.PARTITIONS),
                    in.getMetaString(ExportFormat.CLEANUP),
                    retention < 0 ? null : Duration.ofMillis(retention),
                    id == null ? null : Integer.valueOf(id),
                    value.schema().getTypes().getLast());
        } catch (IOException e) {
            throw new ConfigException("cannot read " + file + " as an Avro file: " + e.getMessage());
        }
    }

    private static DataFileStream<Object> stream(Path file) throws IOException {
        return new DataFileStream<>(Files.newInputStream(file), new GenericDatumReader<>());
    }

    /** The records of all files of a topic as one row. For one thread. */
    public static final class Records implements Iterator<ExportedRecord>, AutoCloseable {
        private final PriorityQueue<Part> parts = new PriorityQueue<>(Comparator.comparing(
                Part::head,
                Comparator.comparingInt(ExportedRecord::partition).thenComparingLong(ExportedRecord::offset)));

        private Records(List<Path> files) {
            for (var file : files) {
                var part = new Part(file);
                if (part.advance()) {
                    parts.add(part);
                }
            }
        }

        @Override
        public boolean hasNext() {
            return !parts.isEmpty();
        }

        @Override
        public ExportedRecord next() {
            var part = parts.poll();
            if (part == null) {
                throw new NoSuchElementException();
            }
            var record = part.head();
            if (part.advance()) {
                parts.add(part);
            }
            return record;
        }

        @Override
        public void close() {
            parts.forEach(Part::close);
        }
    }

    /** One file, block by block. Closes itself at its end. */
    private static final class Part {
        private final Path file;
        private final DataFileStream<Object> stream;
        private final ExportFormat format;
        private byte[] block = new byte[0];
        private @Nullable BinaryDecoder decoder;
        private long left;
        private @Nullable ExportedRecord head;

        Part(Path file) {
            this.file = file;
            var of = describe(file);
            this.format = new ExportFormat(of.schemaId(), of.schemaId() == null ? null : of.schema());
            try {
                this.stream = stream(file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }

        ExportedRecord head() {
            if (head == null) {
                throw new NoSuchElementException();
            }
            return head;
        }

        boolean advance() {
            try {
                while (left == 0) {
                    if (!stream.hasNext()) {
                        close();
                        return false;
                    }
                    var buffer = stream.nextBlock();
                    left = stream.getBlockCount();
                    block = new byte[buffer.remaining()];
                    buffer.get(block);
                    decoder = DecoderFactory.get().binaryDecoder(block, decoder);
                }
                if (decoder == null) {
                    throw new IllegalStateException("no block was read");
                }
                head = format.read(block, block.length, decoder);
                left--;
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(file + " is damaged", e);
            }
        }

        void close() {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close " + file, e);
            }
        }
    }
}
