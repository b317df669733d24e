package pulso.schemas.kpi;

/**
 * What a queue is judged by.
 *
 * @param thresholdSeconds T: answered after at most this long is in time
 * @param shortSeconds abandons that waited less are short
 */
public record ServiceTarget(int thresholdSeconds, int shortSeconds) {
    public static final ServiceTarget DEFAULT = new ServiceTarget(20, 5);

    public ServiceTarget {
        if (thresholdSeconds < 0 || shortSeconds < 0) {
            throw new IllegalArgumentException("T and short are seconds from 0");
        }
    }
}
