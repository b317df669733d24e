package pulso.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for the addresses of a name; may take its time. */
@FunctionalInterface
interface NameLookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
}
