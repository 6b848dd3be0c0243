package org.stellarticker.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

class DustFloorIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private LeaderElection leadership;

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        leadership = db.database().leadership("aggregator");
    }

    @AfterEach
    void giveUpTheLead() {
        leadership.close();
    }

    @Test
    void theFloorMayChangeWhileThereAreNoCandles() {
        DustFloor.bind(db.database(), leadership, 1000);
        DustFloor.bind(db.database(), leadership, 0);

        assertThat(db.rows("select floor_stroops from dust_floor")).containsExactly("0");
    }

    @Test
    void anotherFloorThanThatOfTheCandlesIsASettingsFaultOfOneLine() {
        DustFloor.bind(db.database(), leadership, 1000);
        var candles = new CandleStore();
        db.database().commit(tx -> {
            new TradeStore(db.database()).insert(tx, List.of(aTrade(1, 0, NOON)), TradeSource.STREAM);
            candles.make(tx, candles.take(tx, 10));
        });

        DustFloor.bind(db.database(), leadership, 1000);
        assertThatThrownBy(() -> DustFloor.bind(db.database(), leadership, 500))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "DUST_FLOOR_STROOPS: expected 1000, the floor of the stored candles, found 500; set it to 1000,"
                                + " or run ./ticker rebuild, which makes the candles anew whose trades are kept");
    }

    @Test
    void aCopyThatStartsWhileTheFirstCandlesAreMadeDoesNotChangeTheirFloor() throws Exception {
        DustFloor.bind(db.database(), leadership, 1000);
        var candles = new CandleStore();
        try (var other = Executors.newSingleThreadExecutor()) {
            Future<?> start = db.database().transaction(tx -> {
                leadership.exclusive(tx);
                new TradeStore(db.database()).insert(tx, List.of(aTrade(1, 0, NOON)), TradeSource.STREAM);
                candles.make(tx, candles.take(tx, 10));
                Future<?> begun = other.submit(() -> DustFloor.bind(db.database(), leadership, 500));
                await().until(() -> begun.isDone()
                        || !db.rows("select from pg_locks where not granted").isEmpty());
                return begun;
            });

            assertThatThrownBy(() -> start.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SettingsException.class);
        }
        assertThat(db.rows("select floor_stroops from dust_floor")).containsExactly("1000");
    }
}
