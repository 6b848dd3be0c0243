package org.stellarticker.jsongenerator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.Transaction;
import org.stellarticker.jsongenerator.compress.Repetitions;
import org.stellarticker.jsongenerator.compress.TextPart;
import org.stellarticker.marketdata.legacy.LegacyMarkets;
import org.stellarticker.marketdata.legacy.LegacyPair;

/**
 * The text of {@code markets.json}, kept in memory: each read renders only the pairs that changed. The contract never
 * changes: neither members nor formulas. For use by one thread.
 */
public final class MarketsJson {

    private static final byte[] BEFORE_FIRST = "\n        ".getBytes(UTF_8);
    private static final byte[] BEFORE_OTHERS = ",\n        ".getBytes(UTF_8);
    private static final byte[] END = "\n    ]\n}".getBytes(UTF_8);
    private static final byte[] END_OF_NOTHING = "]\n}".getBytes(UTF_8);

    /** What surrounds a pair that is rendered alone. */
    private static final int ALONE_BEFORE = "{\n    \"pairs\": [\n        ".length();

    private static final int ALONE_AFTER = END.length;

    /** A pair's text, and the part of the file that it was last. */
    private static final class Entry {
        private final byte[] text;
        private boolean wasFirst;
        private @Nullable TextPart part;

        Entry(byte[] text) {
            this.text = text;
        }

        TextPart after(TextPart before, boolean first) {
            Optional<TextPart> known = wasFirst == first ? Optional.ofNullable(part) : Optional.empty();
            byte[] joined =
                    known.map(TextPart::text).orElseGet(() -> joined(first ? BEFORE_FIRST : BEFORE_OTHERS, text));
            TextPart now = TextPart.after(before, joined, known);
            part = now;
            wasFirst = first;
            return now;
        }

        private static byte[] joined(byte[] one, byte[] other) {
            byte[] both = Arrays.copyOf(one, one.length + other.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            return both;
        }
    }

    private final LegacyMarkets markets = new LegacyMarkets();
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final Repetitions repetitions = new Repetitions();

    /**
     * Reads what changed since the last read.
     *
     * @param tx a snapshot, so that windows, their instant and order books belong together
     * @return the whole file; empty until windows were computed for the first time
     */
    public Optional<MarketsVersion> read(Transaction tx) {
        return markets.read(tx).map(change -> {
            change.names().forEach(this::render);
            return version(change.asOf(), change.newest());
        });
    }

    private void render(String name) {
        Optional<LegacyPair> pair = markets.find(name);
        if (pair.isEmpty()) {
            entries.remove(name);
            return;
        }
        byte[] text = text(pair.get());
        Entry known = entries.get(name);
        if (known == null || !Arrays.equals(text, known.text)) {
            entries.put(name, new Entry(text));
        }
    }

    private static byte[] text(LegacyPair pair) {
        var out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = GoJson.generator(out, "    ")) {
            json.writeStartObject();
            json.writeArrayFieldStart("pairs");
            PairJson.write(json, pair);
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        byte[] alone = out.toByteArray();
        return Arrays.copyOfRange(alone, ALONE_BEFORE, alone.length - ALONE_AFTER);
    }

    private MarketsVersion version(Instant generatedAt, Optional<TradeId> newest) {
        var parts = new ArrayList<TextPart>(entries.size() + 2);
        parts.add(TextPart.first(head(generatedAt)));
        boolean first = true;
        for (Entry entry : entries.values()) {
            parts.add(entry.after(parts.getLast(), first));
            first = false;
        }
        parts.add(TextPart.after(parts.getLast(), first ? END_OF_NOTHING : END, Optional.empty()));
        return new MarketsVersion(generatedAt, entries.size(), markets.mixedCount(), newest, parts, repetitions);
    }

    private static byte[] head(Instant generatedAt) {
        return """
                {
                    "generated_at": %d,
                    "generated_at_rfc3339": "%s",
                    "pairs": [""".formatted(generatedAt.toEpochMilli(), GoJson.rfc3339(generatedAt))
                .getBytes(UTF_8);
    }
}
