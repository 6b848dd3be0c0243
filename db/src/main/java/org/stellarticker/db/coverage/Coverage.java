package org.stellarticker.db.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The coverage of a time range: how completely it is fetched, and whether the audit agreed.
 *
 * @param complete whether all of it is fetched, without a gap
 * @param completeFrom start of the time that is fetched except for gaps; empty before the first trades
 * @param completeTo end of this time; empty before the first trades
 * @param gaps open gaps that overlap the range, oldest first
 * @param audited whether all hours that overlap the range are agreed
 */
public record Coverage(
        boolean complete,
        Optional<Instant> completeFrom,
        Optional<Instant> completeTo,
        List<Gap> gaps,
        boolean audited) {}
