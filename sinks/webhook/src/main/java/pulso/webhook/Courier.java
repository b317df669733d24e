package pulso.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.webhook.Endpoint;

/** Carries one event to one endpoint once: writes the body, signs, posts. Safe for any thread. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final BodyWriter bodies;
    private final Poster poster;
    private final Vault vault;
    private final AddressRules rules;

    /** An endpoint made ready to be posted to; {@code flaw} says why it cannot be. */
    record Route(
            Endpoint endpoint,
            @Nullable Target target,
            List<Key> keys,
            @Nullable String flaw) {}

    /** A key and when it ends. */
    record Key(Signer signer, @Nullable Instant until) {
        boolean signsAt(Instant now) {
            return until == null || until.isAfter(now);
        }
    }

    /** What came of it, and what was posted. */
    record Posted(Answer answer, Body body) {}

    Courier(BodyWriter bodies, Poster poster, Vault vault, AddressRules rules) {
        this.bodies = bodies;
        this.poster = poster;
        this.vault = vault;
        this.rules = rules;
    }

    Route route(Endpoint endpoint) {
        try {
            var keys = new ArrayList<Key>();
            for (var secret : endpoint.secrets()) {
                keys.add(
                        new Key(new Signer(Signature.key(vault.open(endpoint.id(), secret.sealed()))), secret.until()));
            }
            return new Route(endpoint, Target.of(endpoint.url(), rules), keys, null);
        } catch (WebhookException e) {
            return new Route(endpoint, null, List.of(), e.getMessage());
        }
    }

    Posted carry(Route route, KeptEvent kept, Instant now) {
        var target = route.target();
        if (target == null) {
            return new Posted(Answer.none(String.valueOf(route.flaw())), Body.NOTHING);
        }
        var event = kept.event();
        var dates = route.endpoint().dateStyle();
        Body body;
        try {
            body = kept.body(dates, () -> bodies.write(event, dates));
        } catch (RuntimeException e) {
            LOG.warn(
                    "the body of {} cannot be written: {}",
                    event.id(),
                    e.getClass().getName());
            return new Posted(
                    Answer.none("the body cannot be written: " + e.getClass().getName()), Body.NOTHING);
        }
        long timestamp = now.getEpochSecond();
        var signers = new ArrayList<Signer>(route.keys().size());
        for (var key : route.keys()) {
            if (key.signsAt(now)) {
                signers.add(key.signer());
            }
        }
        var signature = Signature.of(signers, event.id(), timestamp, body.bytes());
        return new Posted(poster.post(target, new Poster.Message(event.id(), timestamp, signature, body)), body);
    }
}
