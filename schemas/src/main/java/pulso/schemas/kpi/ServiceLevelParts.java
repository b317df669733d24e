package pulso.schemas.kpi;

/**
 * What service level is made of, judged by a target. Parts of minutes and queues with different targets add up; the ratio
 * is made at the end, by a {@link ServiceLevelFormula}.
 *
 * @param answeredWithin answered after at most T
 * @param answeredLate answered later
 * @param abandonedWithin abandoned after at most T
 * @param shortAbandoned abandoned after less than the short threshold
 */
public record ServiceLevelParts(long answeredWithin, long answeredLate, long abandonedWithin, long shortAbandoned) {
    public static final ServiceLevelParts NONE = new ServiceLevelParts(0, 0, 0, 0);

    public static ServiceLevelParts of(QueueFigures figures, ServiceTarget target) {
        long within = figures.answeredWaits().atMost(target.thresholdSeconds());
        return new ServiceLevelParts(
                within,
                figures.answeredWaits().total() - within,
                figures.abandonedWaits().atMost(target.thresholdSeconds()),
                figures.abandonedWaits().below(target.shortSeconds()));
    }

    public ServiceLevelParts plus(ServiceLevelParts other) {
        return new ServiceLevelParts(
                answeredWithin + other.answeredWithin,
                answeredLate + other.answeredLate,
                abandonedWithin + other.abandonedWithin,
                shortAbandoned + other.shortAbandoned);
    }
}
