package pulso.topology.webhook;

import java.util.Locale;

/**
 * What is decided about the events of a centre.
 *
 * @param dispositionColumn column of CDR_REPO that holds the levels of a disposition, in lower case
 * @param dispositionSeparator what stands between two levels
 * @param alerts when a queue is told to be in trouble
 */
public record WebhookRules(String dispositionColumn, String dispositionSeparator, AlertLimits alerts) {
    public static final WebhookRules DEFAULT = new WebhookRules("userfield", ":", AlertLimits.NONE);

    public WebhookRules {
        dispositionColumn = dispositionColumn.toLowerCase(Locale.ROOT);
        if (dispositionSeparator.isEmpty()) {
            throw new IllegalArgumentException("levels of a disposition need a separator");
        }
    }
}
