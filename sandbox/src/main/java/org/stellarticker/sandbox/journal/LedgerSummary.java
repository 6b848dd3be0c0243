package org.stellarticker.sandbox.journal;

/**
 * What a ledger is known by.
 *
 * @param closedAt epoch seconds
 * @param transactions how many traded
 * @param operations how many traded
 */
public record LedgerSummary(int sequence, long closedAt, int transactions, int operations) {}
