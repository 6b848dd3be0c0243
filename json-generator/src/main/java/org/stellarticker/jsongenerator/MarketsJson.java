package org.stellarticker.jsongenerator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.db.Transaction;
import org.stellarticker.marketdata.legacy.LegacyMarkets;
import org.stellarticker.marketdata.legacy.LegacyPair;

/** The text of {@code markets.json}, whose contract never changes: neither members nor formulas. */
public final class MarketsJson {

    private final LegacyMarkets markets;

    private MarketsJson(LegacyMarkets markets) {
        this.markets = markets;
    }

    /**
     * Reads the content of the file.
     *
     * @param tx a snapshot, so that windows, their instant and order books belong together
     * @return empty until windows were computed for the first time
     */
    public static Optional<MarketsJson> read(Transaction tx) {
        return LegacyMarkets.read(tx).map(MarketsJson::new);
    }

    /** Returns the instant at which all windows end. */
    Instant generatedAt() {
        return markets.asOf();
    }

    /** Returns the instant of the last snapshot in which a window changed. */
    Instant changedAt() {
        return markets.changedAt();
    }

    int pairCount() {
        return markets.pairs().size();
    }

    public void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json = GoJson.generator(out, "    ")) {
            json.writeStartObject();
            GoJson.writeGeneratedAt(json, generatedAt());
            json.writeArrayFieldStart("pairs");
            for (LegacyPair pair : markets.pairs()) {
                PairJson.write(json, pair);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
