package org.stellarticker.exchangegateway.order;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.stellarticker.exchange.Instrument;

/** The instruments of the exchange, by their names. */
public final class InstrumentList {

    private final Supplier<List<Instrument>> source;
    private volatile Known known = new Known(List.of());

    private record Known(List<Instrument> all, Map<String, Instrument> bySymbol) {
        Known(List<Instrument> all) {
            this(all, all.stream().collect(toUnmodifiableMap(Instrument::symbol, instrument -> instrument)));
        }
    }

    /** @param source gives the engine's list, or throws while the engine was never reached */
    public InstrumentList(Supplier<List<Instrument>> source) {
        this.source = source;
    }

    private Known known() {
        List<Instrument> now = source.get();
        Known last = known;
        if (!last.all.equals(now)) {
            last = new Known(now);
            known = last;
        }
        return last;
    }

    /** Returns all, by their numbers. */
    public List<Instrument> all() {
        return known().all;
    }

    public Optional<Instrument> find(String symbol) {
        return Optional.ofNullable(known().bySymbol.get(symbol));
    }

    public Instrument get(int number) {
        return all().get(number);
    }

    /** Returns what the name of an instrument is expected to be. */
    public String expected() {
        List<String> symbols = all().stream().map(Instrument::symbol).toList();
        return symbols.size() == 1 ? symbols.getFirst() : "one of " + String.join(", ", symbols);
    }
}
