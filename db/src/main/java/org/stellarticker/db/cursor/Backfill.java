package org.stellarticker.db.cursor;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.PagingToken;

/**
 * A stretch of the past that is paged newest first.
 *
 * @param upper where it began; what follows is the live stream's
 * @param next everything from here (exclusive) up to {@code upper} is stored
 * @param upperTime up to when it was asked for by hand; empty for the one that the first start begins
 * @param lowerTime it is read until a trade is older than this
 * @param reached close time at {@code next}; empty before the first page
 * @param tradesStored how many trades it stored that were new
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
