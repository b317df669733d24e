package pulso.topology.passage;

/** The callid that a guid stands for, as CDR_REPO or a PHONE* row tells. */
public record GuidLink(String interaction) {}
