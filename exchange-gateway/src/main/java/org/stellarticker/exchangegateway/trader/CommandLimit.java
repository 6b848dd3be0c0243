package org.stellarticker.exchangegateway.trader;

import java.time.Duration;
import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/**
 * Limits how many commands one account may send: so many a second, and twice as many at once after a pause. Each gateway counts
 * by itself.
 */
public final class CommandLimit {

    private final int perSecond;
    private final Allowance<Long> accounts;

    /** @param perSecond above 0 */
    public CommandLimit(int perSecond) {
        this.perSecond = perSecond;
        this.accounts = new Allowance<>(Duration.ofSeconds(1).dividedBy(perSecond), 2 * perSecond);
    }

    /**
     * Takes one command of the account.
     *
     * @throws RequestException when there were too many
     */
    public void take(long account) throws RequestException {
        Duration late = accounts.take(account);
        if (late.isPositive()) {
            long seconds = Allowance.wholeSeconds(late);
            throw new RequestException(Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS_429,
                            "expected at most " + perSecond + " commands of one account a second; try again in "
                                    + seconds + " s")
                    .coded("TOO_MANY_COMMANDS")
                    .with("Retry-After", String.valueOf(seconds)));
        }
    }
}
