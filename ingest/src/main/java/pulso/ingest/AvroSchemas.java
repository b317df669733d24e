package pulso.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Connect's schema of one record as an Avro schema: the same structure, the same order. What is optional becomes a
 * union with null whose default is null; the semantic name of a column's type stays as the property
 * {@code connect.name}. Names that Avro does not allow are made legal.
 */
final class AvroSchemas {
    private static final String SEMANTIC_NAME = "connect.name";

    /** Structures by full name: before and after are one and the same Avro type. */
    private final Map<String, Schema> structures = new HashMap<>();

    private AvroSchemas() {}

    static Schema of(org.apache.kafka.connect.data.Schema schema) {
        return new AvroSchemas().required(schema);
    }

    private Schema of(org.apache.kafka.connect.data.Schema schema, boolean optional) {
        var type = required(schema);
        return optional ? Schema.createUnion(Schema.create(Schema.Type.NULL), type) : type;
    }

    private Schema required(org.apache.kafka.connect.data.Schema schema) {
        return switch (schema.type()) {
            case INT8, INT16, INT32 -> primitive(Schema.Type.INT, schema);
            case INT64 -> primitive(Schema.Type.LONG, schema);
            case FLOAT32 -> primitive(Schema.Type.FLOAT, schema);
            case FLOAT64 -> primitive(Schema.Type.DOUBLE, schema);
            case BOOLEAN -> primitive(Schema.Type.BOOLEAN, schema);
            case STRING -> primitive(Schema.Type.STRING, schema);
            case BYTES -> primitive(Schema.Type.BYTES, schema);
            case ARRAY ->
                Schema.createArray(of(schema.valueSchema(), schema.valueSchema().isOptional()));
            case MAP ->
                Schema.createMap(of(schema.valueSchema(), schema.valueSchema().isOptional()));
            case STRUCT -> structure(schema);
        };
    }

    private static Schema primitive(Schema.Type type, org.apache.kafka.connect.data.Schema schema) {
        var created = Schema.create(type);
        if (schema.name() != null) {
            created.addProp(SEMANTIC_NAME, schema.name());
        }
        return created;
    }

    private Schema structure(org.apache.kafka.connect.data.Schema schema) {
        var name = fullName(schema.name() == null ? "Anonymous" + structures.size() : schema.name());
        var known = structures.get(name);
        if (known != null) {
            return known;
        }
        var created = Schema.createRecord(name, null, null, false);
        structures.put(name, created);
        var fields = new ArrayList<Schema.Field>();
        Set<String> taken = new HashSet<>();
        for (var field : schema.fields()) {
            var optional = field.schema().isOptional();
            var fieldName = distinct(legal(field.name()), taken);
            fields.add(new Schema.Field(
                    fieldName, of(field.schema(), optional), null, defaultOf(field.schema(), optional)));
        }
        created.setFields(fields);
        return created;
    }

    /** A column that was added with a default stays readable with the schema before it, and the other way round. */
    private static @Nullable Object defaultOf(org.apache.kafka.connect.data.Schema schema, boolean optional) {
        if (optional) {
            return JsonProperties.NULL_VALUE;
        }
        return switch (schema.defaultValue()) {
            case String text -> text;
            case Integer number -> number;
            case Short number -> number.intValue();
            case Byte number -> number.intValue();
            case Long number -> number;
            case Boolean truth -> truth;
            case null, default -> null;
        };
    }

    private static String fullName(String name) {
        var parts = name.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            parts[i] = legal(parts[i]);
        }
        return String.join(".", parts);
    }

    private static String legal(String name) {
        var text = new StringBuilder(name.length() + 1);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            text.append(isLetter(c) || (c >= '0' && c <= '9') ? c : '_');
        }
        return text.isEmpty() || !isLetter(text.charAt(0)) ? "_" + text : text.toString();
    }

    private static boolean isLetter(char c) {
        return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /** Readers find columns in any letter case, so names must differ in more than that. */
    private static String distinct(String name, Set<String> taken) {
        var candidate = name;
        for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
            candidate = name + '_' + i;
        }
        return candidate;
    }
}
