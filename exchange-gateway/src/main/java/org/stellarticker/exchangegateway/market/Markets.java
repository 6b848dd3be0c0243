package org.stellarticker.exchangegateway.market;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.stellarticker.exchange.Depth;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.link.EngineAway;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.exchange.link.Frame;

/** The state of all instruments. */
public final class Markets {

    /** As many levels as the engine gives: those that are left out would be missing only when all better ones are gone. */
    private static final int ALL_LEVELS = Frame.MOST_ROWS;

    private final ExchangeClient client;
    private volatile List<MarketState> states = List.of();

    public Markets(ExchangeClient client) {
        this.client = client;
    }

    /**
     * Begins anew: asks for all books. The caller lets no event pass meanwhile, so that each book is known when the first event
     * behind it comes.
     *
     * @return completes when all books are known; fails when the engine went away
     */
    public CompletableFuture<Void> begin(List<Instrument> instruments) {
        if (states.size() != instruments.size()) {
            states = instruments.stream().map(MarketState::new).toList();
        }
        return CompletableFuture.allOf(states.stream()
                .flatMap(state -> {
                    state.forget();
                    int number = state.instrument().number();
                    return Stream.of(
                            client.lastFills(number, 1).thenAccept(fills -> fills.forEach(state::apply)),
                            client.depth(number, ALL_LEVELS).thenAccept(state::begin));
                })
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Returns whether all books are known. */
    public boolean areKnown() {
        List<MarketState> all = states;
        return !all.isEmpty() && all.stream().allMatch(MarketState::isKnown);
    }

    public void apply(Event event) {
        switch (event) {
            case Event.LevelChanged change -> states.get(change.instrument()).apply(change);
            case Event.Filled filled -> states.get(filled.fill().instrument()).apply(filled.fill());
            default -> {
                // It concerns no market.
            }
        }
    }

    /**
     * Returns all, by the instruments' numbers.
     *
     * @throws EngineAway while they are not known
     */
    public List<MarketState> all() {
        if (!areKnown()) {
            throw new EngineAway("the engine was not reached yet");
        }
        return states;
    }

    /** Returns the best levels of an instrument. */
    public Depth depth(Instrument instrument, int levels) {
        return all().get(instrument.number()).depth(levels);
    }
}
