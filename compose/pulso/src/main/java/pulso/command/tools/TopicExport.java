package pulso.command.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.SchemaRegistry;
import pulso.schemas.wire.UnknownSchemaException;

/**
 * Writes one topic to files: one, or, where its schema changed, one for each schema. In each the records stand by
 * partition and offset. For one thread; not usable after a failure.
 */
final class TopicExport implements AutoCloseable {
    /** What no schema id of ours can be: values that are no Avro, or whose schema is lost. */
    private static final int NO_SCHEMA = -1;
    /** Tombstones at a topic's begin wait for a file to stand in; so many of them get one of their own. */
    private static final int MOST_WAITING = 10_000;

    private final String export;
    private final TopicSheet.Line topic;
    private final SchemaRegistry registry;
    private final Path folder;
    private final CodecFactory codec;
    private final Map<Integer, Part> parts = new LinkedHashMap<>();
    private final Deque<ExportedRecord> waiting = new ArrayDeque<>();
    private final ContentDigest digest = new ContentDigest();
    private @Nullable Part last;

    private record Part(String file, ExportFormat format, DataFileWriter<Object> writer) {}

    TopicExport(String export, TopicSheet.Line topic, SchemaRegistry registry, Path folder, CodecFactory codec) {
        this.export = export;
        this.topic = topic;
        this.registry = registry;
        this.folder = folder;
        this.codec = codec;
    }

    /** Records have to come by partition and offset. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        var exported = new ExportedRecord(
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                StreamSupport.stream(record.headers().spliterator(), false)
                        .map(header -> new ExportedRecord.Header(header.key(), header.value()))
                        .toList(),
                record.value());
        digest.add(exported);
        try {
            var part = part(exported.value());
            if (part == null) {
                waiting.add(exported);
                return;
            }
            last = part;
            while (!waiting.isEmpty()) {
                part.writer().appendEncoded(part.format().write(waiting.removeFirst()));
            }
            part.writer().appendEncoded(part.format().write(exported));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder + "; is the disk full?", e);
        }
    }

    private @Nullable Part part(byte @Nullable [] value) throws IOException {
        if (value == null) {
            return last == null && waiting.size() >= MOST_WAITING ? part(NO_SCHEMA) : last;
        }
        var id = ExportFormat.schemaId(value);
        return part(id == null ? NO_SCHEMA : id);
    }

    private Part part(int id) throws IOException {
        var known = parts.get(id);
        if (known == null) {
            known = create(id);
            parts.put(id, known);
        }
        return known;
    }

    @SuppressWarnings("resource") // belongs to the part, which close() closes
    private Part create(int id) throws IOException {
        var format = format(id);
        var suffix = parts.isEmpty() ? "" : id == NO_SCHEMA ? ".bytes" : ".schema-" + id;
        var file = topic.name() + suffix + ".avro";
        var writer = new DataFileWriter<>(new GenericDatumWriter<>(format.schema()))
                .setCodec(codec)
                .setMeta(ExportFormat.TOPIC, topic.name())
                .setMeta(ExportFormat.EXPORT, export)
                .setMeta(ExportFormat.PARTITIONS, topic.partitions())
                .setMeta(ExportFormat.CLEANUP, topic.cleanup());
        var retention = topic.retention();
        writer.setMeta(ExportFormat.RETENTION_MILLIS, retention == null ? -1 : retention.toMillis());
        if (format.hasSchema()) {
            writer.setMeta(ExportFormat.SCHEMA_ID, id);
        }
        return new Part(
                file,
                format,
                writer.create(format.schema(), folder.resolve(file).toFile()));
    }

    private ExportFormat format(int id) {
        try {
            return id == NO_SCHEMA ? new ExportFormat(null, null) : new ExportFormat(id, registry.byId(id));
        } catch (UnknownSchemaException _) {
            return new ExportFormat(null, null);
        }
    }

    /** Everything is on disk; an empty topic has a file as well. */
    Manifest.Entry finish() {
        try {
            if (!waiting.isEmpty() || parts.isEmpty()) {
                var part = part(NO_SCHEMA);
                while (!waiting.isEmpty()) {
                    part.writer().appendEncoded(part.format().write(waiting.removeFirst()));
                }
            }
            for (var part : parts.values()) {
                part.writer().fSync();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder + "; is the disk full?", e);
        }
        List<String> files = new ArrayList<>();
        parts.values().forEach(part -> files.add(part.file()));
        return new Manifest.Entry(topic.name(), digest.records(), digest.hex(), files);
    }

    @Override
    public void close() {
        for (var part : parts.values()) {
            try {
                part.writer().close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + part.file(), e);
            }
        }
    }
}
