package org.stellarticker.webhooksender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter.Trades;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.webhooksender.send.Receiver;

/** Kills the program again and again while events are written, and compares what was received with what happened. */
class SenderKillIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private final EventLog events = new EventLog();

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    @Test
    @Tag("short")
    void everyEventIsDeliveredHoweverTheSenderIsKilled() throws Exception {
        killAndCompare(/* kills= */ 5, /* trades= */ 1_500);
    }

    @Test
    @Tag("long")
    @Tag("kills")
    void twentyThousandEventsAreDeliveredThroughTwentyKills() throws Exception {
        killAndCompare(/* kills= */ 20, /* trades= */ 20_000);
    }

    private void killAndCompare(int kills, int trades) throws Exception {
        var random = new Random(17);
        var stored = new ArrayList<String>();
        try (var receiver = new Receiver(_ -> random.nextInt(500) == 0 ? 500 : 200);
                var ordered = new Receiver(_ -> 200);
                var sender = new SenderProcess(
                        db.url(), receiver.origin() + "," + ordered.origin(), folder.resolve(kills + ".log"))) {
            sender.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !db.rows("select 1 from sender_position").isEmpty());
            var subscribers = new Subscribers(db);
            var filter = new Trades(new TradePair(XLM, USD), Optional.empty());
            long first = subscribers.webhook(filter, receiver.origin() + "/", false, NOON);
            long second = subscribers.webhook(filter, ordered.origin() + "/", true, NOON);
            for (int kill = 0; kill < kills; kill++) {
                long until = System.nanoTime()
                        + Duration.ofMillis(500 + random.nextInt(3_000)).toNanos();
                int most = trades * (kill + 1) / kills;
                while (stored.size() < most) {
                    stored.addAll(store(stored.size(), Math.min(20, most - stored.size())));
                }
                // At any moment: while it starts, matches, sends or saves.
                await().atMost(Duration.ofSeconds(10)).until(() -> System.nanoTime() > until);
                sender.kill();
                sender.start();
            }
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> db.rows("select count(*) from delivery where state = 'delivered'")
                            .equals(List.of(Integer.toString(2 * stored.size()))));

            assertThat(new HashSet<>(receiver.received().stream()
                            .map(Receiver.Received::id)
                            .toList()))
                    .as("each event at least once, duplicates with the same id")
                    .isEqualTo(new HashSet<>(stored.stream()
                            .map(id -> "msg_" + first + "_trade-" + id)
                            .toList()));
            assertThat(ordered.received().stream().map(Receiver.Received::id).distinct())
                    .as("in order")
                    .containsExactlyElementsOf(stored.stream()
                            .map(id -> "msg_" + second + "_trade-" + id)
                            .toList());
        }
    }

    private List<String> store(int from, int size) {
        var batch = new ArrayList<Trade>();
        for (int i = from; i < from + size; i++) {
            batch.add(aTrade(1_000 + i, 0, NOON.plusSeconds(i / 20), XLM, USD, new Price(1, 2)));
        }
        var trades = new TradeStore(db.database());
        db.database()
                .commit(tx -> trades.insert(tx, batch, TradeSource.STREAM)
                        .events(EventKind.TRADES_STORED)
                        .forEach(event -> events.append(tx, event)));
        return batch.stream().map(trade -> trade.id().toString()).toList();
    }
}
