package org.stellarticker.jsongenerator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.jsongenerator.compress.PartedText;
import org.stellarticker.jsongenerator.compress.Repetitions;
import org.stellarticker.jsongenerator.compress.TextPart;

/** A version of {@code markets.json}: plain at once, compressed when asked. */
public final class MarketsVersion implements PublicFile.Content {

    private final Instant generatedAt;
    private final int pairCount;
    private final int mixedCount;
    private final Optional<TradeId> newest;
    private final List<TextPart> parts;
    private final Repetitions repetitions;

    MarketsVersion(
            Instant generatedAt,
            int pairCount,
            int mixedCount,
            Optional<TradeId> newest,
            List<TextPart> parts,
            Repetitions repetitions) {
        this.generatedAt = generatedAt;
        this.pairCount = pairCount;
        this.mixedCount = mixedCount;
        this.newest = newest;
        this.parts = List.copyOf(parts);
        this.repetitions = repetitions;
    }

    /** Returns the instant at which all windows end. */
    public Instant generatedAt() {
        return generatedAt;
    }

    public int pairCount() {
        return pairCount;
    }

    /** Returns how many pairs sum markets of several issuers. */
    int mixedCount() {
        return mixedCount;
    }

    /** Returns the newest trade of what changed since the version before; empty when no window did. */
    Optional<TradeId> newest() {
        return newest;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (TextPart part : parts) {
            out.write(part.text());
        }
    }

    /** Returns the whole text, from which the compressed forms can be made. */
    public PartedText joined() {
        return new PartedText(parts, repetitions);
    }

    @Override
    public Optional<PublicFile.Compressed> compressed() {
        PartedText text = joined();
        return Optional.of(compression -> switch (compression) {
            case GZIP -> Optional.of(text.gzip());
            case BROTLI -> text.hasBrotli() ? Optional.of(text.brotli()) : Optional.empty();
        });
    }
}
