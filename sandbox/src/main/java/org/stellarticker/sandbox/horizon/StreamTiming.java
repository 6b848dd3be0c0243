package org.stellarticker.sandbox.horizon;

import java.time.Duration;

/**
 * The times of a stream.
 *
 * @param connectionTimeout after which a stream ends
 * @param betweenChecks from one check for a new ledger to the next; zero shows each ledger as soon as it is closed
 */
record StreamTiming(Duration connectionTimeout, Duration betweenChecks) {}
