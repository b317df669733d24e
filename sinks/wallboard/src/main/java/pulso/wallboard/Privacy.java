package pulso.wallboard;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulso.schemas.privacy.Masking;
import pulso.schemas.privacy.PersonalData;

/** Tells of people outside the centre what the installation allows. */
record Privacy(Masking masking) {
    private static final String TABLE = "passages";
    private static final String COLUMN = "caller";
    private static final Pattern HASHED = Pattern.compile("[0-9a-f]{16}");

    /** ClickHouse may have been given the caller in that form already: it stays, so that equal callers stay equal. */
    @Nullable
    String caller(@Nullable String caller) {
        if (caller == null || masking.keepsAll()) {
            return caller;
        }
        var kind = caller.indexOf('@') >= 0 ? PersonalData.ADDRESS : PersonalData.NUMBER;
        boolean isHashed = masking.treatment(kind, TABLE, COLUMN) == Masking.Treatment.HASH
                && HASHED.matcher(caller).matches();
        return isHashed ? caller : masking.tell(kind, TABLE, COLUMN, caller);
    }
}
