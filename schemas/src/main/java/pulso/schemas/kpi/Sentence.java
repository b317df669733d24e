package pulso.schemas.kpi;

/** One sentence in each language of the board. */
public record Sentence(String en, String es, String pt) {}
