package pulso.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import pulso.schemas.webhook.Endpoint;

/** Where an endpoint's bodies go, once its url has been found usable. */
record Target(URI uri, boolean plain) {

    /** @throws WebhookException what is wrong with the url, in words for whoever registered it */
    static Target of(String url, AddressRules rules) {
        var uri = parse(url.strip());
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new WebhookException("the url must begin with https:// or http://");
        }
        var host = uri.getHost();
        if (host == null || host.isEmpty()) {
            throw new WebhookException("the url has no host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new WebhookException("the url must not hold a user or a password");
        }
        if (uri.getPort() == 0 || uri.getPort() > 0xFFFF) {
            throw new WebhookException("the url's port is no port");
        }
        boolean plain = scheme.equals("http");
        var literal = literal(host);
        if (literal.isPresent()) {
            var refusal = rules.refusal(literal.orElseThrow(), plain);
            if (refusal != null) {
                throw new WebhookException(refusal);
            }
        }
        return new Target(uri, plain);
    }

    private static URI parse(String url) {
        if (url.isEmpty()) {
            throw new WebhookException("the url is empty");
        }
        if (url.length() > Endpoint.LONGEST_URL) {
            throw new WebhookException("the url is longer than " + Endpoint.LONGEST_URL + " characters");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new WebhookException("the url cannot be read: " + e.getReason(), e);
        }
    }

    /** The address that a host without a name stands for; asks nobody. */
    private static Optional<InetAddress> literal(String host) {
        if (!host.matches("[0-9.]+|\\[[0-9a-fA-F:.]+]")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    InetAddress.ofLiteral(host.startsWith("[") ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException _) {
            return posix(host);
        }
    }

    /** An address as old programs read it, {@code 127.1} for one. */
    private static Optional<InetAddress> posix(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            throw new WebhookException("the url's host is no address", e);
        }
    }
}
