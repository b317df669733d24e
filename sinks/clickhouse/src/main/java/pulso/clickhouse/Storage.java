package pulso.clickhouse;

import org.jspecify.annotations.Nullable;
import pulso.schemas.privacy.Masking;

/**
 * How ClickHouse keeps and shows what it is given.
 *
 * @param cluster name of the cluster in ClickHouse's configuration; null: one server
 * @param masking what of a person is kept, masked or hashed on its way into the tables
 */
public record Storage(@Nullable String cluster, Retention retention, Dispositions dispositions, Masking masking) {
    /** One server that keeps everything for ever. */
    public static final Storage DEFAULT = new Storage(null, Retention.FOR_EVER, Dispositions.DEFAULT, Masking.NONE);

    public Storage {
        if (cluster != null && !cluster.matches("[A-Za-z0-9_.{}-]+")) {
            throw new IllegalArgumentException("'" + cluster + "' is no name of a cluster");
        }
    }
}
