package org.stellarticker.sandbox.horizon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.LedgerTrade;
import org.stellarticker.sandbox.replay.TradeRecordReader;

/** Answers of a real Horizon 24, byte-exact with their headers, and the trades that can be seen in them. */
final class RecordedHorizon {

    static final ObjectMapper JSON = new ObjectMapper();

    /** One recorded request with its answer. */
    record Recorded(String file, String request, List<String> headers, int status) {

        String body() {
            return text(file);
        }

        Map<String, String> answerHeaders() {
            String name = file.substring(0, file.lastIndexOf('.')) + ".headers.txt";
            return RawHttp.headers(
                    text(name).lines().skip(1).filter(line -> !line.isBlank()).toList());
        }

        /** Method and path. */
        String line() {
            return request.startsWith("/") ? "GET " + request : request;
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private RecordedHorizon() {}

    static List<Recorded> list() {
        return text("requests.tsv")
                .lines()
                .map(line -> line.split("\t", -1))
                .map(fields -> new Recorded(fields[0], fields[1], headers(fields[2]), Integer.parseInt(fields[3])))
                .toList();
    }

    static Recorded get(String file) {
        return list().stream()
                .filter(recorded -> recorded.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> headers(String extra) {
        List<String> headers = new ArrayList<>(Arrays.stream(extra.split("; ", -1))
                .filter(header -> !header.isEmpty())
                .toList());
        if (headers.stream().noneMatch(header -> header.startsWith("Accept:"))) {
            headers.add("Accept: application/json");
        }
        return headers;
    }

    static String text(String file) {
        try (InputStream plain =
                RecordedHorizon.class.getResourceAsStream("/org/stellarticker/sandbox/recorded/" + file)) {
            if (plain != null) {
                return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
            }
            try (var gzipped = new GZIPInputStream(Objects.requireNonNull(RecordedHorizon.class.getResourceAsStream(
                    "/org/stellarticker/sandbox/recorded/" + file + ".gz")))) {
                return new String(gzipped.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ledgers of the recorded history, with those of their trades that some answer shows. */
    static List<ClosedLedger> history() {
        return ledgers(list().stream()
                .filter(recorded ->
                        recorded.status() == 200 && recorded.request().contains("trades"))
                .filter(recorded ->
                        !recorded.file().contains("_live_") && !recorded.file().contains("reversed"))
                .flatMap(recorded -> records(recorded.body())));
    }

    /** The ledgers that a recorded stream shows. */
    static List<ClosedLedger> streamed(String file) {
        return ledgers(records(get(file).body()));
    }

    private static Stream<JsonNode> records(String body) {
        if (body.startsWith("retry:")) {
            return body.lines()
                    .filter(line -> line.startsWith("data: {"))
                    .map(line -> json(line.substring("data: ".length())));
        }
        List<JsonNode> records = new ArrayList<>();
        json(body).at("/_embedded/records").forEach(records::add);
        return records.stream();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static List<ClosedLedger> ledgers(Stream<JsonNode> records) {
        var reader = new TradeRecordReader();
        Map<LedgerSequence, TreeMap<TradeId, LedgerTrade>> ledgers = new TreeMap<>();
        records.map(record -> reader.read(record.toString()))
                .forEach(trade -> ledgers.computeIfAbsent(trade.trade().id().ledger(), ledger -> new TreeMap<>())
                        .put(trade.trade().id(), trade));
        List<ClosedLedger> closed = new ArrayList<>();
        ledgers.forEach((sequence, trades) -> closed.add(ledger(sequence, trades.values())));
        return closed;
    }

    private static ClosedLedger ledger(LedgerSequence sequence, Collection<LedgerTrade> trades) {
        return new ClosedLedger(sequence, trades.iterator().next().trade().ledgerCloseTime(), List.copyOf(trades));
    }
}
