/**
 * The ledger journal: an append-only file of closed ledgers, and the only source of what the sandbox serves. Any writer
 * may close the next ledger; readers see whole ledgers, and only those that survive a power cut.
 */
@NullMarked
package org.stellarticker.sandbox.journal;

import org.jspecify.annotations.NullMarked;
