package org.stellarticker.db.market;

import java.time.Instant;

/**
 * The instant of all stored windows and order books. No two snapshots are of the same second.
 *
 * @param asOf whole milliseconds
 * @param changedAt the last snapshot that changed a window or a book
 * @param versionAt the last snapshot to publish: one that changed something, or that came 25 seconds after the last such one
 * @param generation grows when rows may have been deleted for another reason than the passing of time
 * @param eventPosition the last event whose changes the snapshot shows
 */
public record MarketSnapshot(Instant asOf, Instant changedAt, Instant versionAt, long generation, long eventPosition) {}
