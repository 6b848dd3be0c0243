package org.stellarticker.ingester.horizon;

import org.stellarticker.core.ledger.LedgerSequence;

/**
 * What a Horizon says of itself in its root document.
 *
 * @param passphrase names the network
 * @param newest the newest ledger whose trades can be asked for
 * @param elder the oldest one
 */
public record Network(String passphrase, LedgerSequence newest, LedgerSequence elder) {}
