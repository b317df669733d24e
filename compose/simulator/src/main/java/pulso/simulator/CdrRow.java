package pulso.simulator;

import java.time.LocalDateTime;

/** The columns of CDR_REPO that are known when a call ends; userfield, finishtime and rating come by update. */
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
        String dialerbase) {}
