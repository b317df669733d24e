package pulso.schemas.topic;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** What a reader stumbles over who has a later schema than the record was written with. */
final class Evolution {
    private Evolution() {}

    /** BACKWARD_TRANSITIVE: each version reads what any earlier one wrote. Empty when it is so. */
    static List<String> obstacles(List<Schema> versions) {
        var obstacles = new ArrayList<String>();
        for (int reader = 1; reader < versions.size(); reader++) {
            for (int writer = 0; writer < reader; writer++) {
                var result = SchemaCompatibility.checkReaderWriterCompatibility(
                                versions.get(reader), versions.get(writer))
                        .getResult();
                for (var obstacle : result.getIncompatibilities()) {
                    obstacles.add("version %d cannot read version %d: %s at %s"
                            .formatted(reader + 1, writer + 1, obstacle.getMessage(), obstacle.getLocation()));
                }
            }
        }
        return obstacles;
    }
}
