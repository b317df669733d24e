package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ServerException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ReactionTest {
    @Test
    void shouldRepeatWhatPassesByItself() {
        assertThat(Reaction.to(new IllegalStateException(new IOException("connection reset"))))
                .isEqualTo(Reaction.RETRY);
        assertThat(Reaction.to(server(252))).as("too many parts").isEqualTo(Reaction.RETRY);
        assertThat(Reaction.to(server(241))).as("memory limit").isEqualTo(Reaction.RETRY);
        assertThat(Reaction.to(server(242))).as("table is read-only").isEqualTo(Reaction.RETRY);
        assertThat(Reaction.to(server(999))).as("keeper").isEqualTo(Reaction.RETRY);
        assertThat(Reaction.to(server(4242))).as("a code nobody knows").isEqualTo(Reaction.RETRY);
    }

    @Test
    void shouldStopWhereBytesOrRightsDoNotFit() {
        assertThat(Reaction.to(server(33))).isEqualTo(Reaction.STOP);
        assertThat(Reaction.to(server(131))).isEqualTo(Reaction.STOP);
        assertThat(Reaction.to(server(60))).isEqualTo(Reaction.STOP);
        assertThat(Reaction.to(server(516))).isEqualTo(Reaction.STOP);
    }

    @Test
    void shouldRejectAValueThatIsRefused() {
        assertThat(Reaction.to(server(469))).isEqualTo(Reaction.REJECT);
        assertThat(Reaction.to(server(321))).isEqualTo(Reaction.REJECT);
    }

    private static RuntimeException server(int code) {
        return new IllegalStateException(new ServerException(code, "Code: " + code, 500, "query"));
    }
}
