package org.stellarticker.exchangegateway.trader;

import java.time.Duration;
import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/**
 * Limits how many tokens of the demo one address may get: so many an hour, as many at once after a pause. Each may open an
 * account, of which the exchange has a limited number. Each gateway counts by itself.
 */
public final class TokenLimit {

    private final int perHour;
    private final Allowance<String> addresses;

    /** @param perHour above 0 */
    public TokenLimit(int perHour) {
        this.perHour = perHour;
        this.addresses = new Allowance<>(Duration.ofHours(1).dividedBy(perHour), perHour);
    }

    /**
     * Takes one token of an address.
     *
     * @throws RequestException when there were too many
     */
    public void take(String address) throws RequestException {
        Duration late = addresses.take(address);
        if (late.isPositive()) {
            long seconds = Allowance.wholeSeconds(late);
            throw new RequestException(Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS_429,
                            "expected at most " + perHour + " tokens of one address an hour; try again in " + seconds
                                    + " s, or use a token that you have: it is good for a day")
                    .coded("TOO_MANY_TOKENS")
                    .with("Retry-After", String.valueOf(seconds)));
        }
    }
}
