package pulso.simulator;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The columns of CDR_REPO that are known when a call ends; userfield and finishtime come by update, rating mostly so. */
public record CdrRow(
        LocalDateTime calldate,
        String clid,
        String src,
        String dst,
        String dcontext,
        String channel,
        String dstchannel,
        String lastapp,
        int duration,
        int billsec,
        String disposition,
        String accountcode,
        String uniqueid,
        String type,
        String guid,
        String causecode,
        String campaign,
        String contact,
        String dialerbase,
        @Nullable BigDecimal rating) {}
