package org.stellarticker.ingester.horizon.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares this machine's clock with Horizon's: by the date of each answer, which lies between request and answer, and by the
 * close time of the newest ledger. Safe for use by many threads.
 */
final class ClockCheck {

    /** A smaller difference is tolerated. */
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    /** A ledger takes 5 to 6 s; where the newest is older, ledgers no longer close, or the clock is ahead. */
    private static final Duration OLDEST_LEDGER = Duration.ofMinutes(2);

    /** The difference must show in so many answers in a row. */
    private static final int ENOUGH = 3;

    private Duration ahead = Duration.ZERO;
    private int inARow;
    private int answers;
    /** The newest date, since a thousand answers may come within its second. */
    private @Nullable String lastDate;

    private @Nullable Instant lastTime;
    private Duration ledgerAge = Duration.ZERO;

    /**
     * Notes the date of an answer.
     *
     * @param sent before the request
     * @param received when the answer began to arrive
     * @param date the header, in whole seconds
     */
    synchronized void answered(Instant sent, Instant received, @Nullable String date) {
        Instant serverTime = time(date);
        if (serverTime == null) {
            return;
        }
        Duration atLeastAhead = Duration.between(serverTime.plusSeconds(1), sent);
        Duration atLeastBehind = Duration.between(received, serverTime);
        Duration now = atLeastAhead.isPositive()
                ? atLeastAhead
                : atLeastBehind.isPositive() ? atLeastBehind.negated() : Duration.ZERO;
        answers = Math.min(ENOUGH, answers + 1);
        inARow = now.abs().compareTo(TOLERATED) > 0 ? inARow + 1 : 0;
        ahead = now;
    }

    private @Nullable Instant time(@Nullable String date) {
        if (!Objects.equals(date, lastDate)) {
            lastDate = date;
            lastTime = parsed(date);
        }
        return lastTime;
    }

    private static @Nullable Instant parsed(@Nullable String date) {
        try {
            return date == null
                    ? null
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** Notes when the newest ledger closed. */
    synchronized void newestLedger(Instant closedAt, Instant now) {
        ledgerAge = Duration.between(closedAt, now);
    }

    /** Returns what is wrong with this machine's clock or with Horizon's ledgers; empty when they agree. */
    synchronized Optional<String> fault() {
        boolean ledgersFit = ledgerAge.compareTo(TOLERATED.negated()) >= 0 && ledgerAge.compareTo(OLDEST_LEDGER) <= 0;
        if (ledgerAge.compareTo(TOLERATED.negated()) < 0) {
            return Optional.of(offBy(ledgerAge.negated(), "behind Horizon's newest ledger"));
        }
        if (inARow >= ENOUGH && (ahead.isNegative() || !ledgersFit)) {
            return Optional.of(offBy(ahead.abs(), ahead.isNegative() ? "behind Horizon's" : "ahead of Horizon's"));
        }
        if (ledgersFit) {
            return Optional.empty();
        }
        String closed = "Horizon's newest ledger closed " + ledgerAge.toSeconds() + " s ago";
        return Optional.of(
                answers >= ENOUGH
                        ? closed + ": Horizon is behind its network"
                        : closed + ": Horizon is behind its network, or this machine's clock is ahead");
    }

    private static String offBy(Duration length, String than) {
        return "this machine's clock is " + length.toSeconds() + " s " + than
                + ": set it (timedatectl set-ntp true), since prices and windows go by it";
    }
}
