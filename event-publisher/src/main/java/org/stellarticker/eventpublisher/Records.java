package org.stellarticker.eventpublisher;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.stream.ChangeFeed.PairCandle;
import org.stellarticker.marketdata.stream.StreamChange;

/**
 * Makes the records of a transaction, hands each over at once, and counts them by kind. Each is keyed by its market, so that a
 * market's records stay in their order.
 */
final class Records {

    /** How many records there are of each kind. */
    record Count(int trades, int corrections, int candles, int markets) {

        static final Count NONE = new Count(0, 0, 0, 0);

        private Count plus(Count other) {
            return new Count(
                    trades + other.trades,
                    corrections + other.corrections,
                    candles + other.candles,
                    markets + other.markets);
        }
    }

    private static final Count TRADE = new Count(1, 0, 0, 0);
    private static final Count CORRECTION = new Count(0, 1, 0, 0);
    private static final Count CANDLE = new Count(0, 0, 1, 0);
    private static final Count MARKET = new Count(0, 0, 0, 1);

    private final long epoch;
    private final KafkaConfig kafka;
    private final Consumer<ProducerRecord<byte[], byte[]>> to;
    private Count count = Count.NONE;

    /** @param to takes each record; none is kept here */
    Records(long epoch, KafkaConfig kafka, Consumer<ProducerRecord<byte[], byte[]>> to) {
        this.epoch = epoch;
        this.kafka = kafka;
        this.to = to;
    }

    void add(StreamChange change) {
        long event = change.position().lastEvent();
        switch (change) {
            case StreamChange.StoredTrade stored ->
                add(TRADE, kafka.trades(), change.pair(), RecordJson.of(stored.trade(), epoch, event));
            case StreamChange.Corrected corrected ->
                add(
                        CORRECTION,
                        kafka.corrections(),
                        change.pair(),
                        RecordJson.of(corrected.correction(), epoch, event));
            case StreamChange.MarketState state ->
                add(MARKET, kafka.markets(), change.pair(), RecordJson.of(state.market(), epoch));
            case StreamChange.CandleState other ->
                throw new IllegalStateException("expected candles by themselves, found " + other);
        }
    }

    void add(PairCandle candle) {
        add(CANDLE, kafka.candles(), candle.pair(), RecordJson.of(candle, epoch));
    }

    private void add(Count one, String topic, TradePair pair, byte[] json) {
        to.accept(new ProducerRecord<>(topic, RecordJson.key(pair), json));
        count = count.plus(one);
    }

    Count count() {
        return count;
    }
}
