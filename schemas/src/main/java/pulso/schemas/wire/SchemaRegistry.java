package pulso.schemas.wire;

import java.util.List;
import org.apache.avro.Schema;

/** Schema ids as a Confluent-compatible registry gives them: one id a schema, the same for everybody on a cluster. */
public interface SchemaRegistry extends AutoCloseable {
    /** Where Confluent Schema Registry, Karapace and {@link KafkaSchemaRegistry} keep schemas. */
    String TOPIC = "_schemas";

    /** The id of a schema under a subject ({@code <topic>-value}); registers it where it is new. */
    int register(String subject, Schema schema);

    /** As {@link #register(String, Schema)}; a new schema gets the id it had elsewhere, if nobody has that id here. */
    default int register(String subject, Schema schema, int wantedId) {
        return register(subject, schema);
    }

    /** The schema of an id that stands in a record.
     *
     * @throws UnknownSchemaException when nobody has registered it
     */
    Schema byId(int id);

    @Override
    default void close() {}

    /**
     * A schema under a subject.
     *
     * @param version 1 for the first
     */
    record Version(String subject, int version, int id, Schema schema) {}

    /** Everything that is registered, by subject and version; nothing where a registry does not list what it holds. */
    default List<Version> versions() {
        return List.of();
    }
}
