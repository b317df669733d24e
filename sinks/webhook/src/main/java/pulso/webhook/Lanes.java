package pulso.webhook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.WebhookType;

/** All endpoints' lanes, and for each event those that may want it. One thread changes them; any may look. */
final class Lanes {
    private final Map<String, Lane> byId = new ConcurrentHashMap<>();
    private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
    private volatile Map<WebhookType, List<Lane>> byType = Map.of();

    Collection<Lane> all() {
        return byId.values();
    }

    @Nullable
    Lane find(String id) {
        return byId.get(id);
    }

    Lane require(String id) {
        var lane = byId.get(id);
        if (lane == null) {
            throw new WebhookException("there is no endpoint '" + id + "'");
        }
        return lane;
    }

    List<Lane> of(WebhookType type) {
        return byType.getOrDefault(type, List.of());
    }

    void add(Lane lane) {
        forgotten.remove(lane.id());
        byId.put(lane.id(), lane);
    }

    void remove(String id) {
        var lane = byId.remove(id);
        if (lane != null) {
            lane.close();
        }
        forgotten.add(id);
    }

    /** Ids whose cursors are to be taken back; asked once. */
    List<String> takeForgotten() {
        var ids = List.copyOf(forgotten);
        ids.forEach(forgotten::remove);
        return ids;
    }

    void forget(String id) {
        forgotten.add(id);
    }

    /** After lanes came, went or changed. */
    void index() {
        var index = new EnumMap<WebhookType, List<Lane>>(WebhookType.class);
        for (var lane : byId.values()) {
            var endpoint = lane.route().endpoint();
            if (!endpoint.isDisabled()) {
                for (var type : types(endpoint)) {
                    index.computeIfAbsent(type, _ -> new ArrayList<>()).add(lane);
                }
            }
        }
        byType = index;
    }

    private static List<WebhookType> types(Endpoint endpoint) {
        return endpoint.type() == null ? List.of(WebhookType.values()) : List.of(endpoint.type());
    }
}
