package pulso.schemas.source;

/** What happened to a row, with the letter Debezium's envelope uses for it. */
public enum Operation {
    READ("r"),
    CREATE("c"),
    UPDATE("u"),
    DELETE("d"),
    TRUNCATE("t");

    private final String letter;

    Operation(String letter) {
        this.letter = letter;
    }

    public String letter() {
        return letter;
    }

    public static Operation of(String letter) {
        for (var operation : values()) {
            if (operation.letter.equals(letter)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("unknown operation '" + letter + "' in the envelope");
    }
}
