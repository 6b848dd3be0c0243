package org.stellarticker.db.market;

import java.time.Instant;

/**
 * The instant of all stored windows.
 *
 * @param asOf whole milliseconds
 * @param changedAt the last snapshot that changed a window
 */
public record MarketSnapshot(Instant asOf, Instant changedAt) {}
