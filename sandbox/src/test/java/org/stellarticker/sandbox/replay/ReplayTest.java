package org.stellarticker.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.JournalException;
import org.stellarticker.sandbox.journal.Ledgers;

class ReplayTest {

    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00.750Z");
    private static final Instant NOW_SECONDS = Instant.parse("2030-01-01T12:00:00Z");
    private static final Instant RECORDED = Instant.parse("2026-08-20T21:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path journal() {
        return folder.resolve("journal");
    }

    @Test
    void nineTenthsAreHistoryThatEndsNow() throws IOException {
        Path file = recording("ten.ndjson", ledgers(10));

        try (var replay = Replay.open(Recording.in(file), journal(), CLOCK)) {
            var view = replay.journal().view();
            assertThat(view.elder()).isEqualTo(100);
            assertThat(view.latest()).isEqualTo(108);
            assertThat(Instant.ofEpochSecond(view.latestClosedAt())).isEqualTo(NOW_SECONDS);
            assertThat(replay.journal().header().begunAt()).isEqualTo(NOW_SECONDS);
            assertThat(replay.journal().header().networkPassphrase())
                    .isEqualTo("Stellar Ticker Sandbox ; replay of ten");
        }
        List<ClosedLedger> history = Ledgers.read(journal().resolve("ledgers"));
        assertThat(history).hasSize(9);
        assertThat(history.getFirst().closedAt()).isEqualTo(NOW_SECONDS.minusSeconds(8 * 5));
        assertThat(history.getFirst().trades().getFirst().trade().id().toString())
                .isEqualTo((100L << 32) + 4097 + "-0");
    }

    @Test
    void theLedgerThatReachesNineTenthsIsHistoryAsAWhole() throws IOException {
        List<String> records = new ArrayList<>();
        IntStream.range(0, 10).forEach(i -> records.add(record(100 + i / 8, RECORDED.plusSeconds(i / 8 * 5L), i)));
        Path file = recording("two.ndjson", records);

        try (var replay = Replay.open(Recording.in(file), journal(), CLOCK)) {
            assertThat(replay.journal().view().latest()).isEqualTo(101);
            assertThat(next(replay, 102).trades()).isEmpty();
        }
    }

    @Test
    void theRestIsClosedLiveUnderTheNextNumbers() throws IOException {
        Path file = recording("thirty.ndjson", ledgers(30, 7));

        try (var replay = Replay.open(Recording.in(file), journal(), CLOCK)) {
            assertThat(replay.journal().view().latest()).isEqualTo(100 + 26 * 7);
            ClosedLedger first = next(replay, 283);
            var trade = first.trades().getFirst().trade();
            assertThat(trade.id().toid()).isEqualTo((283L << 32) + 4097);
            assertThat(trade.ledgerCloseTime()).isEqualTo(NOW_SECONDS);
            assertThat(trade.base().party())
                    .isInstanceOfSatisfying(
                            OfferParty.class,
                            offer -> assertThat(offer.offerId()).hasValue((1L << 62) + (283L << 32) + 4097));
            assertThat(trade.counter().party())
                    .isInstanceOfSatisfying(
                            OfferParty.class,
                            offer -> assertThat(offer.offerId()).hasValue(544656471));
            assertThat(next(replay, 284).trades()).hasSize(1);
            assertThat(next(replay, 285).trades()).hasSize(1);
            assertThat(next(replay, 286).trades()).as("all were played").isEmpty();
        }
    }

    @Test
    void aRestartContinuesExactly() throws IOException {
        Path file = recording("fifty.ndjson", ledgers(50));
        var atOnce = new ArrayList<ClosedLedger>();
        try (var replay = Replay.open(Recording.in(file), folder.resolve("other"), CLOCK)) {
            for (int i = 0; i < 7; i++) {
                atOnce.add(close(replay, i));
            }
        }

        var piecemeal = new ArrayList<ClosedLedger>();
        for (int i = 0; i < 7; i++) {
            // The clock of a later start changes nothing that was sent before.
            Clock later = Clock.offset(CLOCK, Duration.ofHours(i));
            try (var replay = Replay.open(Recording.in(file), journal(), later)) {
                piecemeal.add(close(replay, i));
            }
        }

        assertThat(piecemeal).isEqualTo(atOnce);
        assertThat(Ledgers.read(journal().resolve("ledgers")))
                .isEqualTo(Ledgers.read(folder.resolve("other").resolve("ledgers")));
    }

    private static ClosedLedger close(Replay replay, int i) throws IOException {
        var sequence = new LedgerSequence(replay.journal().view().latest()).next();
        ClosedLedger ledger = replay.next(sequence, NOW_SECONDS.plusSeconds(i));
        replay.journal().append(ledger);
        return ledger;
    }

    @Test
    void tradesInAnyOrderArePlayedInTheOrderOfTheirIds() throws IOException {
        List<String> shuffled = new ArrayList<>(ledgers(500));
        Collections.shuffle(shuffled, new Random(1));

        Replay.open(Recording.in(recording("a.ndjson", ledgers(500))), journal(), CLOCK)
                .close();
        Replay.open(Recording.in(recording("b.ndjson", shuffled)), folder.resolve("other"), CLOCK)
                .close();

        assertThat(Ledgers.read(folder.resolve("other").resolve("ledgers")))
                .isEqualTo(Ledgers.read(journal().resolve("ledgers")));
    }

    @Test
    void theGoldenTradesAreTheDefaultAndKeepTheirDistances() throws IOException {
        try (var replay = Replay.open(Recording.golden(), journal(), CLOCK)) {
            var view = replay.journal().view();
            assertThat(view.elder()).isEqualTo(57_000_000);
            assertThat(view.latestClosedAt()).isEqualTo(NOW_SECONDS.getEpochSecond());
            // Nine days of ledgers, each five seconds after the other, nearly all of them empty.
            assertThat(view.ledger(57_000_001).closedAt())
                    .isEqualTo(view.ledger(57_000_000).closedAt() + 5);
            assertThat(view.ledger(57_100_000).closedAt())
                    .isEqualTo(view.ledger(57_000_000).closedAt() + 500_000);
        }
    }

    @Test
    void anotherRecordingIsRefused() throws IOException {
        Replay.open(Recording.in(recording("a.ndjson", ledgers(10))), journal(), CLOCK)
                .close();
        Path other = recording("b.ndjson", ledgers(11));

        assertThatThrownBy(() -> Replay.open(Recording.in(other), journal(), CLOCK))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("SANDBOX_REPLAY " + other)
                .hasMessageContaining("replay of a")
                .hasMessageContaining("found another");
    }

    @Test
    void aJournalThatLostItsUpcomingLedgersIsRefused() throws IOException {
        Path file = recording("a.ndjson", ledgers(10));
        Replay.open(Recording.in(file), journal(), CLOCK).close();
        Files.delete(journal().resolve("upcoming"));

        assertThatThrownBy(() -> Replay.open(Recording.in(file), journal(), CLOCK))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("upcoming");
    }

    @Test
    void aFileThatIsNotThereIsReported() {
        assertRefused(folder.resolve("absent.ndjson"), "expected a file of trades, found none");
    }

    @Test
    void aFolderIsReported() {
        assertRefused(folder, "expected a file that can be read");
    }

    @Test
    void aPlainFileNamedAsGzippedIsReported() throws IOException {
        assertRefused(recording("plain.ndjson.gz", ledgers(10)), "expected gzip because of its name");
    }

    @Test
    void aGzippedFileThatEndsTooEarlyIsReported() throws IOException {
        Path file = folder.resolve("torn.ndjson.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(String.join("\n", ledgers(1000)).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertRefused(file, "line ", "expected text to the file's end");
    }

    @Test
    void aBinaryFileIsReported() throws IOException {
        Path file = folder.resolve("binary.ndjson");
        byte[] bytes = new byte[1000];
        new Random(1).nextBytes(bytes);
        Files.write(file, bytes);

        assertRefused(file, "line 1: expected");
    }

    @Test
    void anEmptyFileIsReported() throws IOException {
        assertRefused(recording("empty.ndjson", List.of("", "")), "expected trades");
    }

    @Test
    void aBrokenLineIsReportedWithItsNumber() throws IOException {
        List<String> records = new ArrayList<>(ledgers(10));
        records.set(4, records.get(4).substring(0, 50));
        assertRefused(recording("a.ndjson", records), "line 5: expected a JSON object");

        records.set(4, records.get(3).replace("\"2.6489062\"", "\"two\""));
        assertRefused(recording("b.ndjson", records), "line 5: amount: expected a decimal", "found \"two\"");

        records.set(4, records.get(3).replace("base_offer_id", "offer"));
        assertRefused(recording("c.ndjson", records), "line 5: base_offer_id: expected a value, found none");

        records.set(4, "[1,2]");
        assertRefused(recording("d.ndjson", records), "line 5: expected a JSON object, found \"[1,2]\"");
    }

    @Test
    void aDuplicateTradeIsReported() throws IOException {
        List<String> records = new ArrayList<>(ledgers(10));
        records.add(records.get(2));

        assertRefused(recording("a.ndjson", records), "line 11: expected each trade once", "line 3");
    }

    @Test
    void aLedgerWithTwoCloseTimesIsReported() throws IOException {
        assertRefused(
                recording("a.ndjson", List.of(record(100, RECORDED, 0), record(100, RECORDED.plusSeconds(1), 1))),
                "line 2: ledger_close_time: expected 2026-08-20T21:00:00Z");
    }

    @Test
    void timeThatGoesBackIsReported() throws IOException {
        assertRefused(
                recording("a.ndjson", List.of(record(100, RECORDED, 0), record(101, RECORDED.minusSeconds(1), 1))),
                "line 2: ledger_close_time: expected none before 2026-08-20T21:00:00Z");
    }

    @Test
    void aFolderThatCannotBeWrittenIsReported() throws IOException {
        Path file = recording("a.ndjson", ledgers(10));
        Files.writeString(journal(), "a file where the folder should be");

        assertThatThrownBy(() -> Replay.open(Recording.in(file), journal(), CLOCK))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("journal " + journal() + ": expected a folder with room to write");
    }

    /** Expects one line that names the file, and no file of a journal. */
    private void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> Replay.open(Recording.in(file), journal(), CLOCK))
                .isInstanceOf(ReplayException.class)
                .hasMessageStartingWith("SANDBOX_REPLAY " + file)
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
        assertThat(journal())
                .satisfiesAnyOf(
                        absent -> assertThat(absent).doesNotExist(),
                        empty -> assertThat(empty).isEmptyDirectory());
    }

    private static ClosedLedger next(Replay replay, long sequence) throws IOException {
        return replay.next(new LedgerSequence(sequence), NOW_SECONDS);
    }

    private Path recording(String name, List<String> records) throws IOException {
        return Files.write(folder.resolve(name), records);
    }

    private static List<String> ledgers(int count) {
        return ledgers(count, 1);
    }

    /** One trade a ledger, five seconds apart. */
    private static List<String> ledgers(int count, int distance) {
        return IntStream.range(0, count)
                .mapToObj(i -> record(100 + (long) i * distance, RECORDED.plusSeconds(5L * i), 0))
                .toList();
    }

    private static String record(long sequence, Instant closedAt, int index) {
        long toid = (sequence << 32) + 4097;
        return """
                {"id":"%1$d-%2$d","paging_token":"%1$d-%2$d","ledger_close_time":"%3$s","trade_type":"orderbook",\
                "base_offer_id":"%4$d","base_account":"GDQDMULFR77I7GSFTO27U54T4FSLQ2BFYM7Z37CL2AHJ2L6TXR6HBJ4X",\
                "base_amount":"2.6489062","base_asset_type":"native","counter_offer_id":"544656471",\
                "counter_account":"GAIZP4LHAK2MTSLMJ7GTONOJX2IANPEYD2O2I3XRRPYXKZJY3Z6EAR5U",\
                "counter_amount":"0.4532278","counter_asset_type":"credit_alphanum4","counter_asset_code":"Z",\
                "counter_asset_issuer":"GAPW4HX44N3L52O7W7CYP327FO2PSGOTV67UZQYSXURGTKULISPTXUQP",\
                "base_is_seller":false,"price":{"n":"1711","d":10000}}""".formatted(toid, index, closedAt, (1L << 62) + toid);
    }
}
