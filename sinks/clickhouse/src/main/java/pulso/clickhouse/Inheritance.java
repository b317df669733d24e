package pulso.clickhouse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that the shown generation has from the one before it. No topic holds them for long, so whenever the tables were
 * made anew they are copied once more, as long as the database of the former generation is there. For one thread.
 */
final class Inheritance {
    private static final Logger LOG = LoggerFactory.getLogger(Inheritance.class);

    private final ClickHouseConfig config;
    private boolean settled;

    Inheritance(ClickHouseConfig config) {
        this.config = config;
    }

    /** Tables were made anew: what they had is to be asked for again. */
    void forget() {
        settled = false;
    }

    /** Does nothing where nothing is missing. Feeds may be at work: their rows win over those that are copied. */
    void bring() {
        var former = config.former();
        if (settled || former == null || !config.promoted()) {
            return;
        }
        try (var generations =
                Generations.open(config.endpoint(), config.user(), config.password(), config.storage())) {
            if (generations.hasInherited(config.generation(), former)) {
                settled = true;
            } else if (generations.exists(former.generation())) {
                var copied = generations.inherit(config.generation(), former);
                LOG.warn(
                        "{} lacked what {} holds of the time that it does not fold itself; copied again: {}",
                        config.generationDatabase(),
                        former.generation(),
                        copied);
                settled = true;
            } else {
                settled = true;
                LOG.error(
                        "{} was made anew, and {}, which held what is older than {} or not older than {}, is gone:"
                                + " of that time there is only what topics still hold. ./pulso replay --as NAME folds"
                                + " the raw topics from their beginning, with --file DIR an export; then --promote NAME",
                        config.generationDatabase(),
                        former.generation(),
                        former.from(),
                        former.to());
            }
        }
    }
}
