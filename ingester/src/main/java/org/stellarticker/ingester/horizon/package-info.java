/**
 * Horizon, as an ingester meets it: pages, event streams, limits and faults. What the other side may mend is retried
 * here and nowhere else, and this is the only package that imports the Stellar SDK.
 *
 * <p>The SDK's models read the root document and {@code /assets}. Trades are read by ourselves, record by record, so
 * that one that cannot be read costs neither its page nor the stream (see RATIONALE.md for what the SDK's stream loses).
 */
@NullMarked
package org.stellarticker.ingester.horizon;

import org.jspecify.annotations.NullMarked;
