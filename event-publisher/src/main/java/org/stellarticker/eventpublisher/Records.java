package org.stellarticker.eventpublisher;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.stream.ChangeFeed;
import org.stellarticker.marketdata.stream.StreamChange;

/**
 * The records of a transaction, with how many there are of each kind. Each is keyed by its market, so that a market's records
 * stay in their order.
 */
record Records(List<ProducerRecord<byte[], byte[]>> all, int trades, int corrections, int candles, int markets) {

    static Records of(ChangeFeed.Batch batch, long epoch, KafkaConfig kafka) {
        var all = new ArrayList<ProducerRecord<byte[], byte[]>>();
        int trades = 0;
        int corrections = 0;
        int markets = 0;
        for (StreamChange change : batch.changes()) {
            long event = change.position().lastEvent();
            switch (change) {
                case StreamChange.StoredTrade stored -> {
                    all.add(record(kafka.trades(), change.pair(), RecordJson.of(stored.trade(), epoch, event)));
                    trades++;
                }
                case StreamChange.Corrected corrected -> {
                    all.add(record(
                            kafka.corrections(), change.pair(), RecordJson.of(corrected.correction(), epoch, event)));
                    corrections++;
                }
                case StreamChange.MarketState state -> {
                    all.add(record(kafka.markets(), change.pair(), RecordJson.of(state.market(), epoch)));
                    markets++;
                }
                case StreamChange.CandleState other ->
                    throw new IllegalStateException("expected candles by themselves, found " + other);
            }
        }
        batch.candles()
                .forEach(candle -> all.add(record(kafka.candles(), candle.pair(), RecordJson.of(candle, epoch))));
        return new Records(all, trades, corrections, batch.candles().size(), markets);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, TradePair pair, byte[] json) {
        return new ProducerRecord<>(topic, RecordJson.key(pair), json);
    }
}
