package pulso.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.Endpoint.Origin;
import pulso.schemas.webhook.Endpoint.Secret;

/** Signatures and the secrets they are made with. */
@ExtendWith(SharedCluster.class)
final class SignatureTest {
    @TempDir
    Path folder;

    @Test
    void shouldSignAsTheSpecificationDoes() {
        // Given the example of Standard Webhooks
        var signer = new Signer(Signature.key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        for (int time = 0; time < 3; time++) {
            var signature = Signature.of(
                    List.of(signer),
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    1614265330,
                    "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

            assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        }
    }

    @Test
    void shouldBeVerifiedByALibraryOfOthersWhileASecretIsExchanged(Cluster cluster) throws Exception {
        try (var time = new MovableTime();
                var sink = cluster.sink(cluster.config(), time.surroundings())) {
            var endpoint = sink.put(Endpoint.of("node", "centre", null, "", Origin.API, time.instant()));
            var old = sink.secret("node");
            var fresh = sink.rotateSecret("node", Duration.ofHours(1));
            try (var receiver = new NodeReceiver(old, fresh)) {
                // Given one that knows the old secret, then one that knows the new one
                sink.put(
                        endpoint.withUrl(receiver.url(0)).withSecrets(List.of()).enabled(time.instant()));
                cluster.write("centre", "a", 0, 20);
                Cluster.await("the old secret serves", () -> receiver.lines().size() == 20);
                sink.put(known(sink).withUrl(receiver.url(1)));
                cluster.write("centre", "a", 20, 40);
                Cluster.await("the new secret serves", () -> receiver.lines().size() == 40);

                // Then
                var expected = new ArrayList<String>();
                for (int number = 0; number < 40; number++) {
                    expected.add("%d msg_centre_a_%d verified %d".formatted(number / 20, number, number));
                }
                assertThat(receiver.lines()).containsExactlyElementsOf(expected);

                // When the overlap has passed, the old one is used no more
                sink.put(known(sink)
                        .withSecrets(List.of(
                                new Secret(fresh, null),
                                new Secret(old, time.instant().minusSeconds(1))))
                        .withUrl(receiver.url(0)));
                cluster.write("centre", "a", 40, 41);
                Cluster.await("it is refused", () -> receiver.lines().size() == 41);
                assertThat(receiver.lines().getLast()).contains("refused");
            }
            sink.remove("node");
            assertThat(cluster.everythingIn(Topics.WEBHOOK_ENDPOINTS))
                    .extracting(ConsumerRecord::value)
                    .filteredOn(Objects::nonNull)
                    .isNotEmpty()
                    .allSatisfy(value -> assertThat(new String(value, StandardCharsets.ISO_8859_1))
                            .doesNotContain("whsec_")
                            .doesNotContain(old.substring(6))
                            .doesNotContain(fresh.substring(6)));
        }
    }

    private static Endpoint known(WebhookSink sink) {
        return sink.endpoints().stream()
                .filter(endpoint -> endpoint.id().equals("node"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldOpenWhatItSealedForThatEndpointOnly() throws Exception {
        var vault = Vault.open(folder);
        var secret = vault.newSecret();

        var sealed = vault.seal("one", secret);

        assertThat(Vault.open(folder).open("one", sealed)).isEqualTo(secret);
        assertThat(sealed).doesNotContain(secret.substring(6));
        assertThatThrownBy(() -> vault.open("two", sealed)).isInstanceOf(WebhookException.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("webhook.key"))))
                .isEqualTo("rw-------");
        Files.delete(folder.resolve("webhook.key"));
        assertThatThrownBy(() -> Vault.open(folder).open("one", sealed))
                .isInstanceOf(WebhookException.class)
                .hasMessageContaining("new secret");
    }

    @Test
    void shouldReadASecretFromItsFile() throws Exception {
        var file = Files.writeString(folder.resolve("secret"), "whsec_abc\n");

        assertThat(Vault.open(folder).open("one", "file:" + file)).isEqualTo("whsec_abc");
    }
}
