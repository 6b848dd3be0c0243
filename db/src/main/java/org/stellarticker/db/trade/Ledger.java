package org.stellarticker.db.trade;

import java.time.Instant;
import org.stellarticker.core.ledger.LedgerSequence;

/** A ledger with trades and its close time. */
public record Ledger(LedgerSequence sequence, Instant closedAt) {}
