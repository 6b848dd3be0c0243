package org.stellarticker.e2e.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.stellarticker.core.market.Amount;

/**
 * Trades for the sandbox to replay, as many as asked for, the same ones from the same seed: the markets and parties of the
 * golden set with new amounts and prices, several trades in a ledger and several in an operation.
 */
final class GeneratedTrades {

    private static final Instant FIRST_CLOSE = Instant.parse("2026-08-20T00:00:00Z");
    /** The first that a network closes, so that none of its history is missing. */
    private static final long FIRST_LEDGER = 2;

    private static final int SECONDS_A_LEDGER = 5;

    private final ObjectMapper json = new ObjectMapper();
    private final List<ObjectNode> models = goldenRecords();
    private final Random random;
    private final int perLedger;

    GeneratedTrades(long seed, int perLedger) {
        this.random = new Random(seed);
        this.perLedger = perLedger;
    }

    /** Writes so many records to a gzipped file, one a line. */
    Path write(Path file, int count) throws IOException {
        try (var out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            int written = 0;
            for (long ledger = 0; written < count; ledger++) {
                int inLedger = Math.min(count - written, 1 + random.nextInt(2 * perLedger - 1));
                writeLedger(out, ledger, inLedger);
                written += inLedger;
            }
        }
        return file;
    }

    private void writeLedger(BufferedWriter out, long ledger, int trades) throws IOException {
        long transaction = 1;
        int index = 0;
        for (int i = 0; i < trades; i++) {
            // A path payment writes one trade a hop, and leaves gaps in the order.
            boolean sameOperation = i > 0 && random.nextInt(5) == 0;
            index = sameOperation ? index + 1 + random.nextInt(2) : 0;
            transaction += sameOperation ? 0 : 1;
            long toid = (FIRST_LEDGER + ledger) << 32 | transaction << 12 | 1;
            out.write(record(toid, index, FIRST_CLOSE.plusSeconds(ledger * SECONDS_A_LEDGER)));
            out.newLine();
        }
    }

    private String record(long toid, int index, Instant closeTime) throws IOException {
        ObjectNode trade = models.get(random.nextInt(models.size())).deepCopy();
        trade.put("id", toid + "-" + index);
        trade.put("paging_token", toid + "-" + index);
        trade.put("ledger_close_time", closeTime.toString());
        long base = 1 + random.nextLong(1L << (8 + random.nextInt(32)));
        long n = random.nextLong(1, 2_000_001);
        long d = random.nextLong(1, 2_000_001);
        long counter = BigInteger.valueOf(base)
                .multiply(BigInteger.valueOf(n))
                .divide(BigInteger.valueOf(d))
                .longValueExact();
        if ("liquidity_pool".equals(trade.get("trade_type").asText())) {
            // A pool's price is the ratio of what changed hands, and that is never nothing.
            counter = Math.max(1, counter);
            n = counter;
            d = base;
        }
        trade.put("base_amount", new Amount(base).toString());
        trade.put("counter_amount", new Amount(counter).toString());
        trade.putObject("price").put("n", Long.toString(n)).put("d", Long.toString(d));
        return json.writeValueAsString(trade);
    }

    private List<ObjectNode> goldenRecords() {
        var records = new ArrayList<ObjectNode>();
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(GeneratedTrades.class.getResourceAsStream(
                        "/org/stellarticker/sandbox/replay/golden.ndjson.gz"))),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                records.add((ObjectNode) json.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }
}
