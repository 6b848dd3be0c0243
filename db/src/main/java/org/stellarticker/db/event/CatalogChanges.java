package org.stellarticker.db.event;

import java.util.Set;

/**
 * What changed of assets and order books since a position of the event log.
 *
 * @param position the last one that was read
 * @param complete false when events since the position are no longer kept: anything may have changed then
 * @param assets whether any asset changed
 * @param books ids of the pairs whose order books changed
 */
public record CatalogChanges(long position, boolean complete, boolean assets, Set<Integer> books) {}
