package org.stellarticker.core.market;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/**
 * The interval of a candle, aligned to UTC. Candles of a minute, an hour and a day are stored; all wider ones are made of
 * these. Weeks begin on Monday.
 */
public enum CandleInterval {
    MINUTE("1m", Duration.ofMinutes(1)),
    FIVE_MINUTES("5m", Duration.ofMinutes(5), MINUTE),
    FIFTEEN_MINUTES("15m", Duration.ofMinutes(15), MINUTE),
    HOUR("1h", Duration.ofHours(1)),
    FOUR_HOURS("4h", Duration.ofHours(4), HOUR),
    DAY("1d", Duration.ofDays(1)),
    WEEK("1w", Duration.ofDays(7), DAY),
    MONTH("1M", Duration.ofDays(31), DAY);

    private final String word;
    private final Duration longest;
    private final Optional<CandleInterval> part;

    CandleInterval(String word, Duration length) {
        this.word = word;
        this.longest = length;
        this.part = Optional.empty();
    }

    CandleInterval(String word, Duration longest, CandleInterval part) {
        this.word = word;
        this.longest = longest;
        this.part = Optional.of(part);
    }

    /** Lists the intervals whose candles are stored, the shortest first. */
    public static List<CandleInterval> stored() {
        return List.of(MINUTE, HOUR, DAY);
    }

    /** Finds an interval by its short form; empty for any other text. */
    public static Optional<CandleInterval> find(String word) {
        for (CandleInterval interval : values()) {
            if (interval.word.equals(word)) {
                return Optional.of(interval);
            }
        }
        return Optional.empty();
    }

    /** Returns the short form: {@code 1m}, {@code 5m}, {@code 15m}, {@code 1h}, {@code 4h}, {@code 1d}, {@code 1w}, {@code 1M}. */
    public String word() {
        return word;
    }

    public boolean isStored() {
        return part.isEmpty();
    }

    /** Returns the stored interval that this one is made of: itself when it is stored. */
    public CandleInterval part() {
        return part.orElse(this);
    }

    /** Returns how many candles of {@link #part()} make one of these at most. */
    public int mostParts() {
        return Math.toIntExact(longest.dividedBy(part().longest));
    }

    /**
     * Returns the length.
     *
     * @throws UnsupportedOperationException for months, which differ in length
     */
    public Duration length() {
        if (this == MONTH) {
            throw new UnsupportedOperationException("months have no common length");
        }
        return longest;
    }

    /** Returns the start of the interval that holds an instant. */
    public Instant start(Instant at) {
        return switch (this) {
            case MONTH -> midnight(date(at).withDayOfMonth(1));
            case WEEK -> midnight(date(at).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            default -> {
                long seconds = longest.toSeconds();
                yield Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
            }
        };
    }

    /** Returns the end of the interval that starts at an instant, exclusive. */
    public Instant end(Instant start) {
        return this == MONTH ? midnight(date(start).plusMonths(1)) : start.plus(longest);
    }

    /** Returns the start of the first interval that does not start before an instant. */
    public Instant startNotBefore(Instant at) {
        Instant start = start(at);
        return start.equals(at) ? at : end(start);
    }

    private static LocalDate date(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC).toLocalDate();
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
