package org.stellarticker.marketdata.stream;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in all that is reported. Clients give its text back to resume, and need not understand it.
 *
 * @param log the position in the log of trades and corrections
 * @param snapshot the instant of the market windows that were reported, in whole milliseconds
 * @param generation of these windows; another one means that any may have changed
 * @param candles the position of the last reported change of candles
 * @param completeTo the time up to which candles were reported as complete, in whole milliseconds
 */
public record StreamPosition(LogPosition log, Instant snapshot, long generation, long candles, Instant completeTo) {

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,18})\\.(\\d{1,9})\\.(\\d{1,15})\\.(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,15})");

    /**
     * A position in the event log.
     *
     * @param event the event that is reported next
     * @param entries how many of its entries were reported already
     */
    public record LogPosition(long event, int entries) implements Comparable<LogPosition> {

        /** Returns the position behind an event. */
        static LogPosition after(long event) {
            return new LogPosition(event + 1, 0);
        }

        @Override
        public int compareTo(LogPosition other) {
            int byEvent = Long.compare(event, other.event);
            return byEvent == 0 ? Integer.compare(entries, other.entries) : byEvent;
        }
    }

    /** Returns the position of the last event of which something was reported; 0 before the first. */
    public long lastEvent() {
        return log.entries() == 0 ? log.event() - 1 : log.event();
    }

    /** Parses the form of {@link #toString}; empty for any other text. */
    public static Optional<StreamPosition> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new StreamPosition(
                        new LogPosition(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2))),
                        Instant.ofEpochMilli(Long.parseLong(parts.group(3))),
                        Long.parseLong(parts.group(4)),
                        Long.parseLong(parts.group(5)),
                        Instant.ofEpochMilli(Long.parseLong(parts.group(6)))))
                : Optional.empty();
    }

    /** Returns whether all that follows another position also follows this one. */
    public boolean isNotAhead(StreamPosition other) {
        return log.compareTo(other.log) <= 0
                && generation == other.generation
                && !snapshot.isAfter(other.snapshot)
                && candles <= other.candles
                && !completeTo.isAfter(other.completeTo);
    }

    /** Returns whether a client at this position was reported something that lies behind another one. */
    public boolean exceeds(StreamPosition other) {
        return log.compareTo(other.log) > 0
                || candles > other.candles
                || completeTo.isAfter(other.completeTo)
                || (generation == other.generation && snapshot.isAfter(other.snapshot));
    }

    StreamPosition with(LogPosition position) {
        return new StreamPosition(position, snapshot, generation, candles, completeTo);
    }

    StreamPosition withCandles(long change, Instant complete) {
        return new StreamPosition(log, snapshot, generation, change, complete);
    }

    StreamPosition withSnapshot(Instant asOf, long itsGeneration) {
        return new StreamPosition(log, asOf, itsGeneration, candles, completeTo);
    }

    /** Returns six numbers, separated by points. */
    @Override
    public String toString() {
        return log.event + "." + log.entries + "." + snapshot.toEpochMilli() + "." + generation + "." + candles + "."
                + completeTo.toEpochMilli();
    }
}
