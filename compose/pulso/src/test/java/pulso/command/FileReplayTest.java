package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day that was exported, and folded from the files. */
@Tag("long")
final class FileReplayTest {
    @TempDir
    Path folder;

    @Test
    void shouldTellOfTheFilesWhatItTellsOfTheDay() throws Exception {
        try (var centre = new SimulatedCentre(folder.resolve("mariadb"), 10, 0.1, 0)) {
            centre.writeToEnd();
            try (var captured = new CapturedCentre(centre, folder.resolve("pulso"))) {
                captured.awaitReady();
                captured.awaitDrained();
                var replays = new Replays(captured.ports());
                var raw = folder.resolve("raw");
                var exported = replays.export(
                        raw, replays.traces(RawTopics.SOURCE + ".cc").toArray(String[]::new));
                assertThat(exported.exitCode()).as(exported.output()).isZero();

                // When
                var folded = replays.run("--as", "filed", "--file", raw.toString());

                // Then
                assertThat(folded.exitCode()).as(folded.output()).isZero();
                assertThat(replays.traces("pulso.filed.file.")).hasSizeGreaterThan(5);
                var compared = replays.run("--compare", "filed");
                assertThat(compared.exitCode()).as(compared.output()).isZero();
                assertThat(compared.output())
                        .containsPattern(": 0 of \\d,\\d{3} figures differ, 0 of \\d{3,} passages");
                assertRefused(replays.run("--promote", "filed"), "holds the rows of a file alone");
                assertRefused(replays.run("--as", "filed", "--file", raw.toString()), "exists");
                assertThat(replays.run("--drop", "filed").exitCode()).isZero();
                assertThat(replays.traces("filed")).isEmpty();
                assertSaysWhatIsNoExport(replays);
            }
        }
    }

    private void assertSaysWhatIsNoExport(Replays replays) throws Exception {
        var nowhere = folder.resolve("nowhere");
        var empty = Files.createDirectory(folder.resolve("empty"));
        var derived = folder.resolve("derived");
        assertThat(replays.export(derived, "pulso.g1.agents").exitCode()).isZero();

        assertRefused(replays.run("--as", "other", "--file", nowhere.toString()), "no folder", "./pulso export");
        assertRefused(replays.run("--as", "other", "--file", empty.toString()), "no whole export");
        assertRefused(
                replays.run("--as", "other", "--file", derived.toString()),
                "pulso.g1.agents",
                "none of the topics that are folded",
                RawTopics.SOURCE + ".ccrepo.QUEUE_LOG_REPO");
        assertThat(replays.traces("other")).as("what a refused one left behind").isEmpty();
        assertThat(replays.run("--list").output()).doesNotContain("other");
    }

    private static void assertRefused(Replays.Outcome outcome, String... words) {
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(2);
        assertThat(outcome.output()).contains(words);
    }
}
