package pulso.topology.bulk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;

/** The blocks of which a row is still needed. A place is a block's number and a row's. Confined to one thread but for reading. */
final class Blocks {
    private final List<@Nullable RowBlock> blocks = new ArrayList<>();

    /** The place of a block's first row. */
    int place(RowBlock block) {
        if (block.number < 0) {
            block.number = blocks.size();
            block.hold();
            blocks.add(block);
        }
        return block.number * RowBlock.MAX_ROWS;
    }

    /** All rows of a block were looked at: what none of them needs goes at once. */
    void read(RowBlock block) {
        release(block);
    }

    /** Decodes the row at a place, whose interaction may be known; null when it cannot be used. */
    @Nullable
    QueueEvent event(int place, @Nullable String interaction) {
        return block(place).event(place % RowBlock.MAX_ROWS, interaction);
    }

    void release(Interaction interaction) {
        for (int i = 0; i < interaction.count; i++) {
            release(block(interaction.places[i]));
        }
    }

    private void release(RowBlock block) {
        if (block.release()) {
            blocks.set(block.number, null);
        }
    }

    private RowBlock block(int place) {
        var block = blocks.get(place / RowBlock.MAX_ROWS);
        if (block == null) {
            throw new IllegalStateException("a row is asked for after its block was given up");
        }
        return block;
    }
}
