/**
 * Requests and reads trades, as pages and as a stream. All records are read by our own code (RATIONALE.md says what the SDK's
 * stream loses): each becomes a trade or is kept verbatim, and each position is checked against the request, the other records
 * and the newest ledger before a reader may resume from it.
 */
@NullMarked
package org.stellarticker.ingester.horizon.read.trade;

import org.jspecify.annotations.NullMarked;
