package pulso.schemas.generation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One way of folding the raw topics, and what became of it. Its derived topics and its ClickHouse database bear its name.
 *
 * @param name part of the names of its topics and its database: a-z, 0-9 and _
 * @param parent the generation that was current when it was begun; null for the first
 * @param from from when it writes derived records of its own; null: all that the raw topics hold
 * @param to until when, not included; null: it follows what comes
 * @param parameters what it is folded with, as {@link FoldParameters#text()} writes it
 * @param promotedAt when it became the current one last; null while it never was
 */
public record Generation(
        String name,
        @Nullable String parent,
        State state,
        Instant begunAt,
        @Nullable Instant from,
        @Nullable Instant to,
        String parameters,
        @Nullable Instant promotedAt) {

    /** How far it is. */
    public enum State {
        /** The raw topics are being folded. */
        BUILDING,
        /** All that was asked for has been folded; without {@code to} it follows what comes. */
        COMPLETE,
        /** It is or was shown. */
        PROMOTED
    }

    public Generation {
        if (!name.matches("[a-z0-9_]+")) {
            throw new IllegalArgumentException(
                    "generation '" + name + "' becomes part of a database's name: only a-z, 0-9 and _");
        }
    }

    /** What an installation has before anybody replays anything. */
    public static Generation first(String name, Instant now) {
        return new Generation(name, null, State.PROMOTED, now, null, null, "", now);
    }

    public Generation withState(State newState) {
        return new Generation(name, parent, newState, begunAt, from, to, parameters, promotedAt);
    }

    public Generation promoted(Instant now) {
        return new Generation(name, parent, State.PROMOTED, begunAt, from, to, parameters, now);
    }
}
