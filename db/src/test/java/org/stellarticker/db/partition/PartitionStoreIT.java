package org.stellarticker.db.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.Database;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

class PartitionStoreIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void aDayIsOneOfUtcWhateverTheSessionsTimeZoneIs() {
        TimeZone usual = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
        try (Database elsewhere = Database.open(db.address(), "test")) {
            var trades = new TradeStore(elsewhere);
            var midnight = Instant.parse("2026-07-02T00:00:00Z");
            var batch = List.of(aTrade(10, 0, midnight.minusSeconds(1)), aTrade(11, 0, midnight));
            elsewhere.commit(tx -> trades.insert(tx, batch, TradeSource.STREAM));
        } finally {
            TimeZone.setDefault(usual);
        }

        assertThat(db.rows("select tableoid::regclass from trade where toid >> 32 in (10, 11) order by toid"))
                .containsExactly("trade_2026_07_01", "trade_2026_07_02");
    }

    @Test
    void partitionsAreMadeWhileOthersReadAndWrite() {
        var trades = new TradeStore(db.database());
        var partitions = new PartitionStore(db.database());
        db.database().commit(tx -> {
            trades.insert(tx, List.of(aTrade(1, 0, NOON)), TradeSource.STREAM);
            // With that transaction's locks still held.
            partitions.ensure(List.of(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 3)));
        });

        assertThat(db.rows("select count(*) from trade where toid >> 32 = 1")).containsExactly("1");
        assertThat(db.rows("select to_regclass('trade_2026_03_03') is not null"))
                .containsExactly("t");
    }
}
