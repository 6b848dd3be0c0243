package org.stellarticker.sandbox.journal;

/**
 * The summary of a ledger.
 *
 * @param closedAt epoch seconds
 * @param transactions the number of transactions with trades
 * @param operations the number of operations with trades
 */
public record LedgerSummary(int sequence, long closedAt, int transactions, int operations) {}
