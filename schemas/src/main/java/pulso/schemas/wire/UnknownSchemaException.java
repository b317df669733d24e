package pulso.schemas.wire;

/** A record names a schema id that the registry does not know. */
public final class UnknownSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(int id) {
        super("schema id " + id + " is not in the registry; is this the cluster that the record was written on?");
    }
}
