package pulso.schemas.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pulso.schemas.passage.Channel;

class SourceTableTest {
    @Test
    void shouldGiveEachChannelOneLogWithTheColumnsOfTheQueueLog() {
        var logs = Arrays.stream(SourceTable.values())
                .filter(table -> table.channel() != null)
                .toList();

        assertThat(logs).extracting(SourceTable::channel).containsExactlyInAnyOrder(Channel.values());
        assertThat(logs).allSatisfy(log -> {
            assertThat(log.requiredColumns()).containsExactly("callid", "datetime", "queuename", "event");
            assertThat(log.optionalColumns())
                    .containsExactly("origid", "agent", "data1", "data2", "data3", "data4", "data5");
            assertThat(log.keyColumn()).isEqualTo("callid");
            assertThat(log.defaultDatabase()).isEqualTo("ccrepo");
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameEveryColumnOnceAndRequireItsKeyAndTime(SourceTable table) {
        assertThat(table.columns()).doesNotHaveDuplicates().allMatch(column -> column.matches("[a-z_0-9]+"));
        if (table != SourceTable.CALLS_SPOOL) {
            assertThat(table.requiredColumns()).contains(Objects.requireNonNull(table.keyColumn()));
        }
        if (table.timeColumn() != null) {
            assertThat(table.requiredColumns()).contains(table.timeColumn());
        }
        assertThat(SourceTable.named(table.tableName().toUpperCase(Locale.ROOT)))
                .isEqualTo(table);
    }

    @Test
    void shouldKeepForEverWhatIsStateAndTakeNoDeleteOfALogForACorrection() {
        assertThat(Arrays.stream(SourceTable.values()).filter(SourceTable::isCompacted))
                .containsExactlyInAnyOrder(SourceTable.WEBHOOKS, SourceTable.DIALER_BASE);
        assertThat(EnumSet.allOf(SourceTable.class).stream().filter(table -> !table.deletesAreRetention()))
                .containsExactly(SourceTable.CALLS_SPOOL, SourceTable.DIALER_BASE, SourceTable.WEBHOOKS);
    }
}
