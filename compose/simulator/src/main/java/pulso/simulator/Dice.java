package pulso.simulator;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Seeded draws. Only 64-bit words of the generator and StrictMath are used, so a seed means the same draws on every machine and JVM.
 */
final class Dice {
    private static final double UNIT = 0x1.0p-53;

    private final SplittableRandom words;

    Dice(long seed) {
        this.words = new SplittableRandom(seed);
    }

    double unit() {
        return (words.nextLong() >>> 11) * UNIT;
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** A whole number in [low, high]. */
    long between(long low, long high) {
        return low + (long) (unit() * (high - low + 1));
    }

    int index(int size) {
        return (int) (unit() * size);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(index(choices.size()));
    }

    long exponential(double mean) {
        return (long) (-StrictMath.log(1 - unit()) * mean);
    }

    /** Log-normal with the given mean; a sigma of 0.7 is what talk times look like. */
    long logNormal(double mean, double sigma) {
        double normal = StrictMath.sqrt(-2 * StrictMath.log(1 - unit())) * StrictMath.cos(2 * StrictMath.PI * unit());
        return (long) (mean * StrictMath.exp(sigma * normal - sigma * sigma / 2));
    }

    /** A random UUID: version 4, variant 2. */
    String guid() {
        long high = (words.nextLong() & ~0xF000L) | 0x4000L;
        long low = (words.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low).toString();
    }
}
