package org.stellarticker.marketdata.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.marketdata.reference.UsdRate.Step;

/**
 * The markets that are crossed from one asset to another; none when both count as the same.
 *
 * @param steps in the order and the direction in which they are crossed
 */
public record PricePath(List<Step> steps) {

    public PricePath {
        steps = List.copyOf(steps);
    }

    /** Returns the value of some units of the first asset in the last one, exact until the result is rounded. */
    public BigDecimal value(BigDecimal units, MathContext precision) {
        return units.multiply(n()).divide(d(), precision);
    }

    /** Returns this path's price minus another's, exact until the result is rounded. */
    public BigDecimal minus(PricePath other, MathContext precision) {
        return n().multiply(other.d()).subtract(other.n().multiply(d())).divide(d().multiply(other.d()), precision);
    }

    private BigDecimal n() {
        return steps.stream().map(step -> step.price().counterVolume()).reduce(BigDecimal.ONE, BigDecimal::multiply);
    }

    private BigDecimal d() {
        return steps.stream().map(step -> step.price().baseVolume()).reduce(BigDecimal.ONE, BigDecimal::multiply);
    }

    /** Returns the open time of the oldest minute on the path; empty without one. */
    public Optional<Instant> asOf() {
        return steps.stream().map(Step::minute).min(Instant::compareTo);
    }
}
