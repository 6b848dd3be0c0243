package org.stellarticker.db.market;

import java.time.Instant;

/**
 * The instant at which all stored windows were cut.
 *
 * @param asOf whole milliseconds
 * @param changedAt the last cut that changed a window
 */
public record MarketSnapshot(Instant asOf, Instant changedAt) {}
