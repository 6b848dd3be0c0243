package org.stellarticker.db.trade;

import java.time.Instant;
import org.stellarticker.core.ledger.LedgerSequence;

/** A ledger with trades, and when it closed. */
public record Ledger(LedgerSequence sequence, Instant closedAt) {}
