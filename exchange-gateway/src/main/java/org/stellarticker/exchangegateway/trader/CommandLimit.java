package org.stellarticker.exchangegateway.trader;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/**
 * Limits how many commands one account may send: so many a second, and twice as many at once after a pause. Each gateway counts
 * by itself.
 */
public final class CommandLimit {

    private static final long NANOS_A_SECOND = 1_000_000_000L;

    private final int perSecond;
    private final long interval;
    private final long burst;

    /** When each account will have used up what it took, by {@link System#nanoTime}. An account that is at rest has none. */
    private final Cache<Long, AtomicLong> usedUntil =
            Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(1)).build();

    /** @param perSecond above 0 */
    public CommandLimit(int perSecond) {
        this.perSecond = perSecond;
        this.interval = NANOS_A_SECOND / perSecond;
        this.burst = 2 * NANOS_A_SECOND;
    }

    /**
     * Takes one command of the account.
     *
     * @throws RequestException when there were too many
     */
    public void take(long account) throws RequestException {
        long now = System.nanoTime();
        AtomicLong until = usedUntil.get(account, first -> new AtomicLong(now));
        while (true) {
            long last = until.get();
            long begin = last - now < 0 ? now : last;
            long late = begin + interval - now - burst;
            if (late > 0) {
                throw refusal(late);
            }
            if (until.compareAndSet(last, begin + interval)) {
                return;
            }
        }
    }

    private RequestException refusal(long late) {
        long seconds = Math.max(1, Math.ceilDiv(late, NANOS_A_SECOND));
        return new RequestException(Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS_429,
                        "expected at most " + perSecond + " commands of one account a second; try again in " + seconds
                                + " s")
                .coded("TOO_MANY_COMMANDS")
                .with("Retry-After", String.valueOf(seconds)));
    }
}
