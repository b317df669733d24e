package pulso.simulator;

import java.util.Map;
import java.util.TreeMap;

/**
 * Something that other systems have to be told once.
 *
 * @param second when it happened, epoch seconds of the row's clock; -1 where the ledger knows it no better than within 2 s
 * @param fields of its body, as far as the ledger knows them; {@code levels} stands for all levels of a disposition
 */
public record ToldEvent(String event, long second, Map<String, String> fields) {
    public ToldEvent {
        fields = Map.copyOf(fields);
    }

    static ToldEvent of(String event, long second, String... fields) {
        var told = new ToldEvent(event, second, Map.of());
        for (int i = 0; i < fields.length; i += 2) {
            told = told.with(fields[i], fields[i + 1]);
        }
        return told;
    }

    ToldEvent with(String field, String value) {
        var more = new TreeMap<>(fields);
        more.put(field, value);
        return new ToldEvent(event, second, more);
    }
}
