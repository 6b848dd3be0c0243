package org.stellarticker.db.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How completely a stretch of time is fetched, and whether that is proven.
 *
 * @param complete all of it is, and without a gap
 * @param completeFrom from when on everything is fetched but the gaps; empty before the first trades
 * @param completeTo up to when; empty before the first trades
 * @param gaps the open ones that the stretch meets, oldest first
 * @param audited whether all hours that the stretch meets were found stored as Horizon tells them
 */
public record Coverage(
        boolean complete,
        Optional<Instant> completeFrom,
        Optional<Instant> completeTo,
        List<Gap> gaps,
        boolean audited) {}
