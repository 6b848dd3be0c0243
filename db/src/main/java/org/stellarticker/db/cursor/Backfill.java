package org.stellarticker.db.cursor;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.PagingToken;

/**
 * A range of history that is paged newest first.
 *
 * @param upper where it began, inclusive; later trades belong to the live stream
 * @param next everything from here (exclusive) to {@code upper} is stored
 * @param upperTime end of the requested range; empty for the first start's backfill
 * @param lowerTime start of the range; paging ends at the first older trade
 * @param reached close time at {@code next}; empty before the first page
 * @param tradesStored number of trades that were new
 */
public record Backfill(
        int id,
        PagingToken upper,
        PagingToken next,
        Optional<Instant> upperTime,
        Instant lowerTime,
        Optional<Instant> reached,
        long tradesStored,
        Instant startedAt,
        Optional<Instant> completedAt) {}
