package pulso.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of addresses, for example {@code 10.0.0.0/8} or {@code fd00::/8}; a single address without a length. */
public record Cidr(InetAddress network, int length) {
    public Cidr {
        if (length < 0 || length > network.getAddress().length * 8) {
            throw new IllegalArgumentException(
                    "a range of " + network.getHostAddress() + " cannot have length " + length);
        }
    }

    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        var address = (slash < 0 ? text : text.substring(0, slash)).strip();
        if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("'" + text + "' is no range of addresses such as 10.0.0.0/8");
        }
        try {
            var network = InetAddress.getByName(address);
            return new Cidr(
                    network,
                    slash < 0
                            ? network.getAddress().length * 8
                            : Integer.parseInt(text.substring(slash + 1).strip()));
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no range of addresses such as 10.0.0.0/8", e);
        }
    }

    public boolean contains(InetAddress address) {
        var own = network.getAddress();
        var other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + '/' + length;
    }
}
