package pulso.embedded.engine;

import com.clickhouse.data.ClickHouseCityHash;

/** The CityHash 1.0.2 that ClickHouse's frames carry; later versions of the algorithm give other values. */
@SuppressWarnings("deprecation") // The driver's newer client keeps its copy of this algorithm to itself.
final class Checksum {
    static final Class<?> LIBRARY = ClickHouseCityHash.class;

    private Checksum() {}

    /** Its low half first. */
    static long[] of(byte[] bytes, int offset, int length) {
        return ClickHouseCityHash.cityHash128(bytes, offset, length);
    }
}
