package pulso.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses may be posted to: public ones by https, and those that the configuration allows, by http too. What
 * carries an IPv4 address inside an IPv6 address is never public: where it leads is another's decision.
 */
final class AddressRules {
    private static final List<Cidr> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.31.196.0/24",
                    "192.52.193.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "192.175.48.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    // Protocol assignments, Teredo among them; documentation; 6to4.
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Cidr::parse)
            .toList();

    /** All that is global unicast: whatever lies outside (loopback, ULA, link-local, mapped, NAT64) is not public. */
    private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");

    private static final int IPV4_BYTES = 4;

    private final List<Cidr> allowed;

    AddressRules(List<Cidr> allowed) {
        this.allowed = allowed;
    }

    /** Why it must not be posted to; null when it may. */
    @Nullable
    String refusal(InetAddress address, boolean plain) {
        if (allowed.stream().anyMatch(range -> range.contains(address))) {
            return null;
        }
        if (!isPublic(address)) {
            return "the address " + address.getHostAddress() + " is not public and not allowed by webhook.allow";
        }
        return plain ? "http is for addresses of webhook.allow only; use https" : null;
    }

    private static boolean isPublic(InetAddress address) {
        if (address.getAddress().length != IPV4_BYTES && !GLOBAL_UNICAST.contains(address)) {
            return false;
        }
        return NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
    }
}
