package pulso.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLeaveAStrangerWithTheSamePidAlone() throws Exception {
        var stranger = new ProcessBuilder("sleep", "60").start();
        try {
            var program = script("sleep 60");
            Files.writeString(program.pidFile(), stranger.pid() + "\n");

            try (var child = ChildProcess.start(program)) {
                assertThat(stranger.isAlive()).isTrue();
                assertThat(child.pid()).isNotEqualTo(stranger.pid());
            }

            assertThat(stranger.isAlive()).isTrue();
            assertThat(program.pidFile()).doesNotExist();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldKillWhatDoesNotStop() {
        var child = ChildProcess.start(script("trap '' TERM; touch \"$1\"; while :; do sleep 0.1; done"));
        child.awaitReady(() -> Files.exists(ready()), Duration.ofSeconds(10));
        child.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(OwnerProcess.endsWithin(child.pid(), Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void shouldLetItStopInGoodOrder() {
        var child = ChildProcess.start(
                script("trap 'echo good order; exit 0' TERM; touch \"$1\"; while :; do sleep 0.1; done"));
        child.awaitReady(() -> Files.exists(ready()), Duration.ofSeconds(10));
        child.close();

        assertThat(folder.resolve("script.log")).content().contains("good order");
    }

    @Test
    void shouldNotEndWithCtrlC() throws Exception {
        try (var child = ChildProcess.start(script("touch \"$1\"; sleep 10"))) {
            child.awaitReady(() -> Files.exists(ready()), Duration.ofSeconds(10));
            interrupt(child.pid());

            assertThat(OwnerProcess.endsWithin(child.pid(), Duration.ofMillis(300)))
                    .isFalse();
        }
    }

    @Test
    void shouldTellTheLastWordsOfWhatEndsTooSoon() {
        try (var child = ChildProcess.start(script("sleep 0.3; echo the disk is full; exit 3"))) {
            assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofSeconds(10)))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("status 3")
                    .hasMessageContaining("the disk is full");
        }
    }

    static void interrupt(long pid) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-INT", Long.toString(pid)).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    private Path ready() {
        return folder.resolve("ready");
    }

    /** Its first argument is a file to tell that it is under way. */
    private ServerProgram script(String text) {
        var identity = "--folder=" + folder;
        return new ServerProgram(
                "script",
                folder,
                identity,
                List.of("/bin/sh", "-c", text + "\n:", "sh", ready().toString(), identity),
                Map.of(),
                Duration.ofSeconds(1));
    }
}
