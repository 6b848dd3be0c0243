package org.stellarticker.graphqlserver.parameters;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.marketdata.stream.Selection;
import org.stellarticker.marketdata.stream.StreamPosition;
import org.stellarticker.marketdata.stream.Topic;

/**
 * What a client of a stream asks for.
 *
 * @param after the position behind which it resumes; empty when it begins
 */
public record StreamParameters(Selection selection, Optional<StreamPosition> after) {

    /** What a position is, for a fault. */
    public static final String POSITION = "a position that a stream gave";

    private static final String TOPICS =
            "topics, separated by commas: trades, corrections, markets, and candles with an"
                    + " interval such as candles:1m (1m, 5m, 15m, 1h, 4h, 1d, 1w or 1M)";

    /** Reads {@code topics} of one market or all. */
    public static StreamParameters ofTopics(RequestParameters in) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        Set<CandleInterval> intervals = new TreeSet<>();
        for (String word : in.text("topics").or("").split(",", -1)) {
            if (!addTopic(word, topics, intervals)) {
                in.fault("topics", TOPICS);
            }
        }
        return read(in, topics, intervals);
    }

    private static boolean addTopic(String word, Set<Topic> topics, Set<CandleInterval> intervals) {
        String candles = Topic.CANDLES.word() + ":";
        if (word.startsWith(candles)) {
            topics.add(Topic.CANDLES);
            Optional<CandleInterval> interval = CandleInterval.find(word.substring(candles.length()));
            interval.ifPresent(intervals::add);
            return interval.isPresent();
        }
        for (Topic topic : EnumSet.complementOf(EnumSet.of(Topic.CANDLES))) {
            if (topic.word().equals(word)) {
                topics.add(topic);
                return true;
            }
        }
        return false;
    }

    /** Reads a stream of one topic of one market or all. */
    public static StreamParameters of(Topic topic, RequestParameters in) {
        return read(in, Set.of(topic), Set.of());
    }

    /** Reads a stream of the candles of {@code interval}. */
    public static StreamParameters ofCandles(RequestParameters in) {
        CandleInterval interval =
                in.choice("interval", MarketParameters.INTERVALS).required();
        return read(in, Set.of(Topic.CANDLES), Set.of(interval));
    }

    private static StreamParameters read(RequestParameters in, Set<Topic> topics, Set<CandleInterval> intervals) {
        Optional<Asset> base = in.asset("base").optional();
        Optional<Asset> counter = in.asset("counter").optional();
        if (base.isPresent() != counter.isPresent()) {
            in.fault(base.isPresent() ? "counter" : "base", "both assets of a market, or neither");
        }
        if (topics.contains(Topic.CANDLES) && base.isEmpty()) {
            in.fault("base", "a market, given by base and counter, for candles");
        }
        Optional<String> after = in.text("after").optional();
        Optional<StreamPosition> position = after.flatMap(StreamPosition::parse);
        if (after.isPresent() && position.isEmpty()) {
            in.fault("after", POSITION);
        }
        Optional<TradePair> market = base.flatMap(one -> counter.map(other -> MarketParameters.pair(in, one, other)));
        return new StreamParameters(new Selection(topics, market, intervals), position);
    }
}
