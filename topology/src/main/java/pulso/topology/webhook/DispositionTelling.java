package pulso.topology.webhook;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.RowIdentity;
import pulso.schemas.source.SourceTable;
import pulso.schemas.webhook.WebhookType;
import pulso.topology.state.Keys;

/** Tells dispositions: a row of CDR_REPO whose levels are there for the first time, or have become others. */
final class DispositionTelling {
    private static final int LEVELS = 3;
    private static final String NOTED_AT = "finishtime";

    private final String column;
    private final Pattern separator;
    private final InteractionTelling interactions;
    private final EventPen pen;
    private final ZoneId zone;

    DispositionTelling(WebhookRules rules, ZoneId zone, InteractionTelling interactions, EventPen pen) {
        this.column = rules.dispositionColumn();
        this.separator = Pattern.compile(Pattern.quote(rules.dispositionSeparator()));
        this.interactions = interactions;
        this.pen = pen;
        this.zone = zone;
    }

    void take(RowChange change, Cause news) {
        var row = change.after();
        var levels = levels(row);
        if (row == null || levels.isEmpty() || levels.equals(levels(change.before()))) {
            return;
        }
        var call = EventDecoder.nameOf(row.text("uniqueid"));
        var file = call == null ? null : interactions.file(Keys.of(Channel.TELEPHONY.wireName(), call));
        var guid = EventDecoder.nameOf(row.text("guid"));
        var campaign = EventDecoder.nameOf(row.text("campaign"));
        var agent = EventDecoder.nameOf(row.text("accountcode"));
        var key = call == null ? String.valueOf(guid) : call;
        pen.draft(WebhookType.INTERACTION_DISPOSITION, key, notedAt(change, row), news)
                .with("guid", guid)
                .with("campaign", campaign == null && file != null ? file.queue() : campaign)
                .with("agent", file != null && file.agent() != null ? file.agent() : agent)
                .with("value1", level(levels, 0))
                .with("value2", level(levels, 1))
                .with("value3", level(levels, 2))
                .with("channel", Channel.TELEPHONY.wireName())
                .send(
                        RowIdentity.of(SourceTable.CDR_REPO.name(), row).hex(),
                        change.committedAt().toString());
    }

    /** When the agent noted it; when the row was committed where the row does not say so, or says it of what was noted before. */
    private Instant notedAt(RowChange change, Row row) {
        var local = row.dateTime(NOTED_AT);
        var exact = local == null ? row.instant(NOTED_AT) : instant(local);
        var before = change.before();
        boolean isOld = before != null && Objects.equals(before.get(NOTED_AT), row.get(NOTED_AT));
        return exact == null || isOld ? change.committedAt() : exact;
    }

    private Instant instant(LocalDateTime local) {
        return local.atZone(zone).toInstant();
    }

    private static @Nullable String level(List<String> levels, int place) {
        return place < levels.size() && !levels.get(place).isEmpty() ? levels.get(place) : null;
    }

    /** At most three, what follows the third stands with it; empty when nobody noted anything. */
    private List<String> levels(@Nullable Row row) {
        var text = row == null ? null : row.text(column);
        if (text == null || text.isBlank()) {
            return List.of();
        }
        var levels = new ArrayList<String>();
        for (var level : separator.split(text, LEVELS)) {
            levels.add(level.strip());
        }
        return levels.stream().allMatch(String::isEmpty) ? List.of() : levels;
    }
}
