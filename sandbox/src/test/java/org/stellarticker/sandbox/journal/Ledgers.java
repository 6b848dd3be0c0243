package org.stellarticker.sandbox.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;

/** Ledgers for tests. */
public final class Ledgers {

    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    public static final Asset USD = Asset.issued("USD", "G" + "A".repeat(55));
    public static final Asset LONGER = Asset.issued("LongerCode12", "G" + "7".repeat(55));

    private static final AccountId SELLER =
            new AccountId("G" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2).substring(0, 55));
    private static final AccountId BUYER =
            new AccountId("G" + "765432ZYXWVUTSRQPONMLKJIHGFEDCBA".repeat(2).substring(0, 55));

    private Ledgers() {}

    /** A ledger with so many trades, some of the order book, some of a pool. */
    public static ClosedLedger ledger(long sequence, Instant closedAt, int trades) {
        List<LedgerTrade> all = new ArrayList<>();
        for (int i = 0; i < trades; i++) {
            all.add(i % 3 == 2 ? poolTrade(sequence, closedAt, i) : bookTrade(sequence, closedAt, i));
        }
        return new ClosedLedger(new LedgerSequence(sequence), closedAt, all);
    }

    private static LedgerTrade bookTrade(long sequence, Instant closedAt, int i) {
        return new LedgerTrade(
                new Trade(
                        id(sequence, i),
                        closedAt,
                        new TradeSide(NativeAsset.XLM, new Amount(i), new OfferParty(SELLER, 17)),
                        new TradeSide(USD, new Amount(Long.MAX_VALUE - i), new OfferParty(BUYER, (1L << 62) + i)),
                        new Price(Long.MAX_VALUE, 1 + i),
                        i % 2 == 0,
                        OptionalInt.empty()),
                OptionalInt.empty());
    }

    private static LedgerTrade poolTrade(long sequence, Instant closedAt, int i) {
        TradeParty pool = new PoolParty("0123456789abcdef".repeat(4));
        return new LedgerTrade(
                new Trade(
                        id(sequence, i),
                        closedAt,
                        new TradeSide(LONGER, new Amount(10L + i), pool),
                        new TradeSide(USD, new Amount(20L + i), new OfferParty(BUYER, 5)),
                        new Price(20L + i, 10L + i),
                        true,
                        OptionalInt.of(30)),
                OptionalInt.of(i));
    }

    /** Two trades an operation, with a gap between their indexes. */
    private static TradeId id(long sequence, int i) {
        return new TradeId((sequence << 32) + 4096 + i / 2, i % 2 * 3);
    }

    /** Writes a journal's file. */
    public static void write(Path file, List<ClosedLedger> ledgers) throws IOException {
        var header = new JournalHeader(
                "Stellar Ticker Sandbox ; test",
                "source",
                NOON,
                ledgers.isEmpty() ? new LedgerSequence(0) : ledgers.getLast().sequence());
        try (var writer = JournalWriter.begin(file, header)) {
            for (ClosedLedger ledger : ledgers) {
                writer.add(ledger);
            }
            writer.sync();
        }
    }

    /** All ledgers that a file holds. */
    public static List<ClosedLedger> read(Path file) throws IOException {
        List<ClosedLedger> ledgers = new ArrayList<>();
        try (var reader = new JournalReader(file)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                ledgers.add(next.get());
            }
        }
        return ledgers;
    }
}
