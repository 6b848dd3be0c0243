/**
 * Horizon as the ingester uses it. {@link org.stellarticker.ingester.horizon.Horizon} is the way in: the servers, the request
 * budget, and what can be requested. Below it, {@code client} makes requests and retries them, {@code json} splits answers
 * into records, and {@code read} reads the records. Failures that may pass are retried here and nowhere else, and only these
 * packages import the Stellar SDK.
 */
@NullMarked
package org.stellarticker.ingester.horizon;

import org.jspecify.annotations.NullMarked;
