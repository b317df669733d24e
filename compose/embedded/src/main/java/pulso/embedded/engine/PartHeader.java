package pulso.embedded.engine;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the parts of a streamed result repeat. The engine writes each part as a whole document; they make one document
 * in the formats named here when the header of all but the first is left out.
 */
enum PartHeader {
    NONE {
        @Override
        long length(EngineResult part) {
            return 0;
        }
    },
    ONE_LINE {
        @Override
        long length(EngineResult part) {
            return afterLines(part, 1);
        }
    },
    TWO_LINES {
        @Override
        long length(EngineResult part) {
            return afterLines(part, 2);
        }
    },
    BINARY_NAMES {
        @Override
        long length(EngineResult part) {
            return afterStrings(part, 1);
        }
    },
    BINARY_NAMES_AND_TYPES {
        @Override
        long length(EngineResult part) {
            return afterStrings(part, 2);
        }
    };

    private static final Map<String, PartHeader> STREAMED = Map.ofEntries(
            Map.entry("native", NONE),
            Map.entry("rowbinary", NONE),
            Map.entry("rowbinarywithnames", BINARY_NAMES),
            Map.entry("rowbinarywithnamesandtypes", BINARY_NAMES_AND_TYPES),
            Map.entry("jsoneachrow", NONE),
            Map.entry("jsonlines", NONE),
            Map.entry("ndjson", NONE),
            Map.entry("jsoncompacteachrow", NONE),
            Map.entry("csv", NONE),
            Map.entry("tabseparated", NONE),
            Map.entry("tsv", NONE),
            Map.entry("tabseparatedraw", NONE),
            Map.entry("tabseparatedwithnames", ONE_LINE),
            Map.entry("tsvwithnames", ONE_LINE),
            Map.entry("tabseparatedwithnamesandtypes", TWO_LINES),
            Map.entry("tsvwithnamesandtypes", TWO_LINES));

    /** Empty for a format whose parts do not make a whole; its result must be had at once. */
    static Optional<PartHeader> ofStreamed(String format) {
        return Optional.ofNullable(STREAMED.get(format.toLowerCase(Locale.ROOT)));
    }

    abstract long length(EngineResult part);

    private static long afterLines(EngineResult part, int lines) {
        var position = 0L;
        for (var line = 0; line < lines; position++) {
            if (part.byteAt(position) == '\n') {
                line++;
            }
        }
        return position;
    }

    /** A count of columns, then that many strings with their length before them, once or twice. */
    private static long afterStrings(EngineResult part, int stringsPerColumn) {
        var cursor = new Cursor(part);
        var strings = cursor.number() * stringsPerColumn;
        for (var i = 0L; i < strings; i++) {
            cursor.skip(cursor.number());
        }
        return cursor.position;
    }

    private static final class Cursor {
        private final EngineResult part;
        private long position;

        private Cursor(EngineResult part) {
            this.part = part;
        }

        private long number() {
            var value = 0L;
            for (var shift = 0; ; shift += 7) {
                var next = part.byteAt(position++);
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        private void skip(long bytes) {
            position += bytes;
        }
    }
}
