package org.stellarticker.sandbox.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A part of the journal in memory: whole ledgers, in order. */
final class Block {

    private final byte[] bytes;
    private final ByteBuffer numbers;
    private int[] ledgers = new int[64];
    private int size;

    Block(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes);
        for (int at = 0; at < bytes.length; at += Frames.HEAD + numbers.getInt(at)) {
            if (size == ledgers.length) {
                ledgers = Arrays.copyOf(ledgers, 2 * size);
            }
            ledgers[size++] = at + Frames.HEAD;
        }
    }

    int size() {
        return size;
    }

    int sequence(int ledger) {
        return numbers.getInt(ledgers[ledger] + LedgerCode.SEQUENCE);
    }

    long closedAt(int ledger) {
        return numbers.getLong(ledgers[ledger] + LedgerCode.CLOSED_AT);
    }

    int tradeCount(int ledger) {
        return numbers.getInt(ledgers[ledger] + LedgerCode.TRADE_COUNT);
    }

    /** Returns the last ledger here that is not later; -1 when all are. */
    int atOrBefore(long sequence) {
        int low = -1;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high + 1) >> 1;
            if (sequence(middle) <= sequence) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    StoredTrade trades() {
        return new StoredTrade(bytes);
    }

    /** Moves a trade of {@link #trades} to one of a ledger's trades. */
    StoredTrade move(StoredTrade trade, int ledger, int number) {
        return trade.moveTo(ledgers[ledger] + LedgerCode.TRADES + number * TradeCode.BYTES, closedAt(ledger));
    }
}
