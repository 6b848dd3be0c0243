package org.stellarticker.exchangegateway.trader;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What each of many may take: so much in a time, evenly, and a number at once after a pause. Those who are at rest take no
 * memory.
 *
 * @param <K> who takes
 */
final class Allowance<K> {

    private final long interval;
    private final long burst;

    /** When each will have used up what it took, by {@link System#nanoTime}. */
    private final Cache<K, AtomicLong> usedUntil;

    /**
     * Begins with nothing taken.
     *
     * @param interval the time in which one may be taken
     * @param atOnce how many may be taken after a pause
     */
    Allowance(Duration interval, int atOnce) {
        this.interval = interval.toNanos();
        this.burst = this.interval * atOnce;
        this.usedUntil = Caffeine.newBuilder()
                .expireAfterAccess(Duration.ofNanos(burst).plus(interval).plus(Duration.ofMinutes(1)))
                .build();
    }

    /** Takes one, or returns how long it takes until there is one again; zero when one was taken. */
    Duration take(K who) {
        long now = System.nanoTime();
        AtomicLong until = usedUntil.get(who, first -> new AtomicLong(now));
        while (true) {
            long last = until.get();
            long begin = last - now < 0 ? now : last;
            long late = begin + interval - now - burst;
            if (late > 0) {
                return Duration.ofNanos(late);
            }
            if (until.compareAndSet(last, begin + interval)) {
                return Duration.ZERO;
            }
        }
    }

    /** Returns how long to wait as HTTP's header says it. */
    static long wholeSeconds(Duration late) {
        return Math.ceilDiv(late.toNanos(), Duration.ofSeconds(1).toNanos());
    }
}
