/**
 * Horizon as an ingester uses it: pages, event streams, limits and errors. Failures that may pass are retried here and nowhere
 * else, and only this package and those below it import the Stellar SDK.
 *
 * <p>The SDK's models read the root document and ledgers. All other records are read by our own code, one by one, so that an
 * unreadable record costs neither its page nor its stream (RATIONALE.md says what the SDK's stream loses).
 */
@NullMarked
package org.stellarticker.ingester.horizon;

import org.jspecify.annotations.NullMarked;
