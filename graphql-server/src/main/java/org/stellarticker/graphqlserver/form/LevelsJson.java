package org.stellarticker.graphqlserver.form;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.PlainDecimal;

/** Levels of an order book as pairs of a price and an amount, both as texts. */
public final class LevelsJson {

    private LevelsJson() {}

    /**
     * Writes a side of a book as a member.
     *
     * @param levels the best first, with amounts of base
     * @param most how many at most
     */
    public static void write(JsonGenerator json, String side, List<Level> levels, int most) throws IOException {
        json.writeArrayFieldStart(side);
        for (Level level : levels.subList(0, Math.min(most, levels.size()))) {
            json.writeStartArray();
            json.writeString(PlainDecimal.of(level.price()));
            json.writeString(PlainDecimal.of(level.amount()));
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
