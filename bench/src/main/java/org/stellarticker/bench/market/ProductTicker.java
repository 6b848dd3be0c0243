package org.stellarticker.bench.market;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stellarticker.aggregator.CandleBuilder;
import org.stellarticker.aggregator.DirtyMarkets;
import org.stellarticker.aggregator.WindowCalculator;
import org.stellarticker.db.Database;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.jsongenerator.MarketsJson;
import org.stellarticker.jsongenerator.MarketsVersion;
import org.stellarticker.jsongenerator.compress.PartedText;

/** Does what the product does from a ledger's trades to {@code markets.json}: its own classes, in one thread. */
final class ProductTicker implements AutoCloseable {

    /** The parts of a refresh, in their order. */
    enum Part {
        /** Taking the ledger's change marks, and rewriting the candles of the minutes, hours and days that they name. */
        CANDLES,
        /** Calculating the windows that changed, or whose oldest trade left them. */
        WINDOWS,
        /** Reading in one snapshot what changed, and rendering the pairs that this concerns. */
        READ,
        /** Writing the plain file. */
        WRITE,
        /** Making and writing the compressed forms. */
        COMPRESS;

        static final List<Part> PLAIN = List.of(CANDLES, WINDOWS, READ, WRITE);
        static final List<Part> ALL = List.of(values());
        static final List<Part> DATABASE = List.of(CANDLES, WINDOWS, READ);

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Database database;
    private final LeaderElection leadership;
    private final CandleBuilder candles;
    private final WindowCalculator windows;
    private final DirtyMarkets dirty = new DirtyMarkets();
    private final MarketsJson json = new MarketsJson();
    private final Path file;
    private Instant now = Instant.EPOCH;
    private Instant generatedAt = Instant.EPOCH;

    /**
     * Makes the product's pipeline.
     *
     * @param file the file for {@code markets.json}
     */
    ProductTicker(Database database, Path file) {
        this.database = database;
        this.file = file;
        this.leadership = database.leadership("aggregator");
        this.candles = new CandleBuilder(database, new CandleStore(), leadership);
        InstantSource clock = () -> now;
        this.windows = new WindowCalculator(database, new MarketStore(), leadership, clock.withZone(ZoneOffset.UTC));
    }

    /**
     * Aggregates all waiting trades and calculates all windows, as at the first start.
     *
     * @return the number of market-minutes
     */
    long catchUp(Instant at) {
        now = at;
        long made = makeCandles();
        windows.calculateAll();
        return made;
    }

    /** Makes the candles of all marks and returns the number of market-minutes. */
    long makeCandles() {
        long made = 0;
        int some = 1;
        while (some > 0) {
            some = candles.makeBatch().size();
            made += some;
        }
        return made;
    }

    /** Does all that follows a ledger's trades; returns the milliseconds of each part. */
    Map<Part, Double> refresh(Instant at) throws IOException {
        now = at;
        var took = new EnumMap<Part, Double>(Part.class);
        long begin = System.nanoTime();

        dirty.add(candles.makeBatch());
        long candlesMade = System.nanoTime();
        took.put(Part.CANDLES, milliseconds(begin, candlesMade));

        windows.update(dirty);
        dirty.clear();
        long windowsUpdated = System.nanoTime();
        took.put(Part.WINDOWS, milliseconds(candlesMade, windowsUpdated));

        publish(json, took);
        return took;
    }

    /** Reads what changed since the last publication, and writes all forms of the file. */
    private void publish(MarketsJson markets, Map<Part, Double> took) throws IOException {
        long begin = System.nanoTime();
        MarketsVersion version = database.snapshot(markets::read).orElseThrow();
        generatedAt = version.generatedAt();
        long read = System.nanoTime();
        took.put(Part.READ, milliseconds(begin, read));

        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            version.writeTo(out);
        }
        long written = System.nanoTime();
        took.put(Part.WRITE, milliseconds(read, written));

        PartedText text = version.joined();
        Files.write(compressed(".gz"), text.gzip());
        Files.write(compressed(".br"), text.brotli());
        took.put(Part.COMPRESS, milliseconds(written, System.nanoTime()));
    }

    /** Returns the instant of the last file. */
    Instant generatedAt() {
        return generatedAt;
    }

    /** Returns the length of a compressed form. */
    long size(String suffix) throws IOException {
        return Files.size(compressed(suffix));
    }

    private Path compressed(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Calculates all windows from candles, and makes all of the file, as after a start; returns the milliseconds. */
    double refreshFromNothing() throws IOException {
        long begin = System.nanoTime();
        windows.calculateAll();
        publish(new MarketsJson(), new EnumMap<>(Part.class));
        return milliseconds(begin, System.nanoTime());
    }

    private static double milliseconds(long from, long to) {
        return (to - from) / 1e6;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        leadership.close();
    }
}
