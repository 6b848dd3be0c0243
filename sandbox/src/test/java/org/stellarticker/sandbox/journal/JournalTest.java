package org.stellarticker.sandbox.journal;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.sandbox.journal.Ledgers.NOON;
import static org.stellarticker.sandbox.journal.Ledgers.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;

class JournalTest {

    private static final long AT_ONCE = 0;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("ledgers");
    }

    @Test
    void ledgersAreReadAsTheyWereWritten() throws IOException {
        var ledgers = List.of(ledger(7, NOON, 5), ledger(9, NOON, 0), ledger(12, NOON.plusSeconds(60), 300));
        Ledgers.write(file(), ledgers);

        assertThat(Ledgers.read(file())).isEqualTo(ledgers);
    }

    @Test
    void appendedLedgersAreThereAfterReopening() throws IOException {
        Ledgers.write(file(), List.of(ledger(7, NOON, 2)));
        try (var journal = Journal.open(file())) {
            journal.append(ledger(8, NOON.plusSeconds(1), 3));
            journal.append(ClosedLedger.empty(new LedgerSequence(9), NOON.plusSeconds(1)));
            assertThat(journal.tradedSinceHistory()).isEqualTo(1);
        }

        try (var journal = Journal.open(file())) {
            assertThat(journal.view().latest()).isEqualTo(9);
            assertThat(journal.view().elder()).isEqualTo(7);
            assertThat(journal.tradedSinceHistory()).isEqualTo(1);
            assertThat(journal.assets().list()).hasSize(3);
            assertThat(journal.pools().list()).hasSize(1);
            assertThat(ascending(journal.view(), 0, 0)).hasSize(5);
        }
        assertThat(Ledgers.read(file()))
                .containsExactly(
                        ledger(7, NOON, 2),
                        ledger(8, NOON.plusSeconds(1), 3),
                        ClosedLedger.empty(new LedgerSequence(9), NOON.plusSeconds(1)));
    }

    @Test
    void fillsOfTheExchangeAreCountedAlsoAfterReopening() throws IOException {
        Ledgers.write(file(), List.of(ledger(7, NOON, 4)));
        try (var journal = Journal.open(file())) {
            assertThat(journal.exchangeFills()).isZero();
            journal.append(ofExchange(ledger(8, NOON, 3)));
            assertThat(journal.exchangeFills()).isEqualTo(3);
        }

        try (var journal = Journal.open(file())) {
            assertThat(journal.exchangeFills()).isEqualTo(3);
        }
        assertThat(Ledgers.read(file())).containsExactly(ledger(7, NOON, 4), ofExchange(ledger(8, NOON, 3)));
    }

    private static ClosedLedger ofExchange(ClosedLedger ledger) {
        return new ClosedLedger(
                ledger.sequence(),
                ledger.closedAt(),
                ledger.trades().stream()
                        .map(trade ->
                                new LedgerTrade(trade.trade(), trade.roundingSlippage(), LedgerTrade.Origin.EXCHANGE))
                        .toList());
    }

    @Test
    void anIncompleteFrameAtTheEndIsRemoved() throws IOException {
        Ledgers.write(file(), List.of(ledger(7, NOON, 2)));
        long whole = Files.size(file());
        try (var journal = Journal.open(file())) {
            journal.append(ledger(8, NOON, 4));
        }
        byte[] bytes = Files.readAllBytes(file());

        for (int length = (int) whole; length < bytes.length; length += 5) {
            Files.write(file(), Arrays.copyOf(bytes, length));
            try (var journal = Journal.open(file())) {
                assertThat(journal.view().latest()).isEqualTo(7);
                assertThat(Files.size(file())).isEqualTo(whole);
                journal.append(ledger(8, NOON, 1));
            }
            assertThat(Ledgers.read(file())).containsExactly(ledger(7, NOON, 2), ledger(8, NOON, 1));
        }
    }

    @Test
    void aDamagedFrameAtTheEndIsRemoved() throws IOException {
        Ledgers.write(file(), List.of(ledger(7, NOON, 2), ledger(8, NOON, 2)));
        flip(Files.size(file()) - 1);

        try (var journal = Journal.open(file())) {
            assertThat(journal.view().latest()).isEqualTo(7);
        }
    }

    @Test
    void anEndOfZerosIsRemoved() throws IOException {
        Ledgers.write(file(), List.of(ledger(7, NOON, 2)));
        Files.write(file(), new byte[5000], StandardOpenOption.APPEND);

        try (var journal = Journal.open(file())) {
            assertThat(journal.view().latest()).isEqualTo(7);
        }
        assertThat(Ledgers.read(file())).containsExactly(ledger(7, NOON, 2));
    }

    @Test
    void damageBeforeTheEndIsReported() throws IOException {
        Ledgers.write(file(), List.of(ledger(7, NOON, 2), ledger(8, NOON, 2)));
        flip(Files.size(file()) / 2);

        assertThatThrownBy(() -> Journal.open(file()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("damaged at byte")
                .hasMessageContaining("remove the folder " + folder);
    }

    private void flip(long at) throws IOException {
        try (var channel = FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var octet = ByteBuffer.allocate(1);
            channel.read(octet, at);
            octet.put(0, (byte) (octet.get(0) ^ 0x40)).flip();
            channel.write(octet, at);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ledgers9", "something else altogether"})
    void anotherFileIsRefused(String content) throws IOException {
        Files.writeString(file(), content);

        assertThatThrownBy(() -> Journal.open(file()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("expected a file that begins with \"ledgers1\"");
    }

    @Test
    void aJournalWithoutALedgerIsRefused() throws IOException {
        Ledgers.write(file(), List.of());

        assertThatThrownBy(() -> Journal.open(file()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("expected ledgers, found none");
    }

    @Test
    void aJournalIsOpenOnce() throws IOException {
        Ledgers.write(file(), List.of(ledger(7, NOON, 2)));

        try (var journal = Journal.open(file())) {
            assertThat(journal.view().latest()).isEqualTo(7);
            assertThatThrownBy(() -> Journal.open(file()))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("another sandbox has it open");
        }
    }

    @Test
    void onlyALaterLedgerIsAppended() throws IOException {
        Ledgers.write(file(), List.of(ledger(7, NOON, 2)));

        try (var journal = Journal.open(file())) {
            assertThatThrownBy(() -> journal.append(ledger(7, NOON, 1))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.append(ledger(8, NOON.minusSeconds(1), 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Ledgers.read(file())).containsExactly(ledger(7, NOON, 2));
    }

    @Test
    void skippedLedgersAreEmptyAndClosedAtEvenIntervals() throws IOException {
        Ledgers.write(file(), List.of(ledger(10, NOON, 4), ledger(14, NOON.plusSeconds(22), 1)));

        try (var journal = Journal.open(file())) {
            assertThat(List.of(10, 11, 12, 13, 14))
                    .map(sequence -> journal.view().ledger(sequence))
                    .containsExactly(
                            new LedgerSummary(10, seconds(0), 1, 2),
                            new LedgerSummary(11, seconds(5), 0, 0),
                            new LedgerSummary(12, seconds(11), 0, 0),
                            new LedgerSummary(13, seconds(16), 0, 0),
                            new LedgerSummary(14, seconds(22), 1, 1));
        }
    }

    private static long seconds(long afterNoon) {
        return NOON.plus(afterNoon, SECONDS).getEpochSecond();
    }

    @Test
    void tradesAreFoundFromAnyPositionInBothDirections() throws IOException {
        List<ClosedLedger> ledgers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ledgers.add(ledger(100 + 3L * i, NOON.plusSeconds(i), i % 7 == 3 ? 0 : i % 40));
        }
        Ledgers.write(file(), ledgers);
        List<TradeId> all = ledgers.stream()
                .flatMap(ledger -> ledger.trades().stream())
                .map(trade -> trade.trade().id())
                .toList();

        try (var journal = Journal.open(file())) {
            JournalView view = journal.view();
            assertThat(ascending(view, 0, 0)).isEqualTo(all);
            assertThat(descending(view, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(all.reversed());
            for (int i = 0; i < all.size(); i += 61) {
                TradeId from = all.get(i);
                assertThat(ascending(view, from.toid(), from.index())).isEqualTo(all.subList(i + 1, all.size()));
                assertThat(descending(view, from.toid(), from.index()))
                        .isEqualTo(all.subList(0, i).reversed());
            }
        }
    }

    @Test
    void aTimeIsFoundAmongTheLedgers() throws IOException {
        List<ClosedLedger> ledgers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            // Two ledgers may close in one second.
            ledgers.add(ledger(100 + i, NOON.plusSeconds(i - i % 2), 5));
        }
        Ledgers.write(file(), ledgers);

        try (var journal = Journal.open(file())) {
            JournalView view = journal.view();
            assertThat(view.firstAt(seconds(-100))).isEqualTo(100);
            assertThat(view.firstAt(seconds(0))).isEqualTo(100);
            assertThat(view.firstAt(seconds(1))).isEqualTo(102);
            assertThat(view.firstAt(seconds(250))).isEqualTo(350);
            assertThat(view.firstAt(seconds(498))).isEqualTo(598);
            assertThat(view.firstAt(seconds(499))).isEqualTo(600);
        }
    }

    @Test
    void aViewDoesNotChangeWhileItIsRead() throws Exception {
        Ledgers.write(file(), List.of(ledger(7, NOON, 2)));

        try (var journal = Journal.open(file())) {
            JournalView before = journal.view();
            for (int i = 8; i < 500; i++) {
                journal.append(ledger(i, NOON, 3));
            }

            assertThat(ascending(before, 0, 0)).hasSize(2);
            assertThat(descending(before, Long.MAX_VALUE, Long.MAX_VALUE)).hasSize(2);
            assertThat(before.latest()).isEqualTo(7);
            assertThat(journal.await(before, AT_ONCE).latest()).isEqualTo(499);
        }
    }

    @Test
    void aReaderWaitsForTheNextLedgerUntilTheJournalIsClosed() throws Exception {
        Ledgers.write(file(), List.of(ledger(7, NOON, 2)));
        var journal = Journal.open(file());
        JournalView seen = journal.view();

        var waiting = CompletableFuture.supplyAsync(() -> await(journal, seen));
        journal.append(ledger(8, NOON, 1));
        assertThat(waiting.get().latest()).isEqualTo(8);

        JournalView newest = journal.view();
        var waitingInVain = CompletableFuture.supplyAsync(() -> await(journal, newest));
        journal.close();
        assertThat(waitingInVain.get()).isSameAs(newest);
    }

    private static JournalView await(Journal journal, JournalView seen) {
        try {
            return journal.await(seen, Duration.ofMinutes(1).toNanos());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<TradeId> ascending(JournalView view, long toid, long index) {
        List<TradeId> ids = new ArrayList<>();
        view.ascend(toid, index, trade -> ids.add(new TradeId(trade.toid(), trade.index())));
        return ids;
    }

    private static List<TradeId> descending(JournalView view, long toid, long index) {
        List<TradeId> ids = new ArrayList<>();
        view.descend(toid, index, trade -> ids.add(new TradeId(trade.toid(), trade.index())));
        return ids;
    }
}
