package org.stellarticker.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The progress of one piece of a program's work. Health is progress: work that reports none for longer than {@link
 * #stalledAfter} counts as stalled, although its thread lives. So the work reports each committed batch and each
 * completed poll, also of a quiet market. Time in which the work waits for its turn does not count, and setting the
 * clock changes nothing.
 */
public final class Progress {

    /** The state of the work at one moment. */
    public record Report(ProgramState state, String detail, Optional<Instant> lastProgress, Optional<Duration> lag) {}

    /** A shorter wait is not reported. */
    private static final Duration REPORTED_WAIT = Duration.ofSeconds(5);

    private final String name;
    private final Clock clock;
    /** A clock that cannot be set. */
    private final Clock steady;

    private final CatchUp catchUp = new CatchUp();
    private Duration longestSilence = Duration.ofMinutes(2);
    private Report reported = new Report(ProgramState.STARTING, "", Optional.empty(), Optional.empty());
    private String trouble = "";
    private Instant progressAt;
    private int waiting;
    private Instant waitingSince;
    /** The time spent waiting since the last progress, without a wait that is still going on. */
    private Duration waited = Duration.ZERO;
    /** The time spent waiting before the last progress. */
    private Duration waitedBefore = Duration.ZERO;

    /** Makes a progress for tests; a program uses {@link Daemon#work}. */
    public Progress(String name, Clock clock) {
        this(name, clock, clock);
    }

    Progress(String name, Clock clock, Clock steady) {
        this.name = name;
        this.clock = clock;
        this.steady = steady;
        this.progressAt = steady.instant();
        this.waitingSince = progressAt;
    }

    /** Sets after how long without progress the work counts as stalled; two minutes by default. */
    public synchronized Progress stalledAfter(Duration silence) {
        longestSilence = silence;
        return this;
    }

    /** Reports progress; the work is up to date. */
    public void running(String detail) {
        record(ProgramState.RUNNING, detail, Optional.empty());
    }

    /** @param lag age of the newest record that was processed */
    public void running(String detail, Duration lag) {
        record(ProgramState.RUNNING, detail, Optional.of(lag));
    }

    /** Reports progress; more work is waiting. */
    public void catchingUp(String detail) {
        record(ProgramState.CATCHING_UP, detail, Optional.empty());
    }

    /** @param lag age of the newest record that was processed */
    public void catchingUp(String detail, Duration lag) {
        record(ProgramState.CATCHING_UP, detail, Optional.of(lag));
    }

    /**
     * Reports progress; more work is waiting.
     *
     * @param remaining how much is left, in any unit that stays the same; work that does not get less is degraded
     */
    public void catchingUp(String detail, long remaining) {
        record(ProgramState.CATCHING_UP, detail, Optional.empty(), OptionalLong.of(remaining));
    }

    /**
     * Reports progress; more work is waiting, and how much is not known beforehand.
     *
     * @param done how much is done, in any unit that stays the same; work that does not advance is degraded
     */
    public synchronized void advancing(String detail, long done) {
        record(ProgramState.CATCHING_UP, detail, Optional.empty());
        catchUp.advanced(done, workedUntil());
    }

    /** Reports progress and something that needs attention. */
    public void degraded(String detail) {
        record(ProgramState.DEGRADED, detail, Optional.empty());
    }

    /** @param lag age of the newest record that was processed */
    public void degraded(String detail, Duration lag) {
        record(ProgramState.DEGRADED, detail, Optional.of(lag));
    }

    /** Reports that another copy does the work; waiting for it is never a stall. */
    public void standby() {
        record(ProgramState.STANDBY, "another copy leads", Optional.empty());
    }

    /** Reports that nothing is left to do, which is never a stall. */
    public void finished(String detail) {
        record(ProgramState.FINISHED, detail, Optional.empty());
    }

    /**
     * Reports that the work cannot go on and is retried, for example because a source does not answer. It holds until
     * the next progress.
     */
    public synchronized void retrying(String reason) {
        trouble = reason;
    }

    /** Reports that the work waits for a shared resource, until {@link #resume}; this is no stall. */
    public synchronized void awaitTurn() {
        if (waiting++ == 0) {
            waitingSince = steady.instant();
        }
    }

    /** Ends the wait; call it once for each {@link #awaitTurn}. */
    public synchronized void resume() {
        if (--waiting == 0) {
            waited = waited.plus(sinceWaiting());
        }
    }

    /** Reports progress and leaves the state as it is. */
    public synchronized void done() {
        ProgramState state = reported.state() == ProgramState.STARTING ? ProgramState.RUNNING : reported.state();
        record(state, reported.detail(), reported.lag());
    }

    private void record(ProgramState state, String detail, Optional<Duration> lag) {
        OptionalLong remaining = lag.isPresent() ? OptionalLong.of(lag.get().toMillis()) : OptionalLong.empty();
        record(state, detail, lag, remaining);
    }

    private synchronized void record(
            ProgramState state, String detail, Optional<Duration> lag, OptionalLong remaining) {
        // When our clock is behind the source's, the lag would be negative.
        Optional<Duration> behind = lag.map(reported -> reported.isNegative() ? Duration.ZERO : reported);
        reported = new Report(state, detail, Optional.of(clock.instant()), behind);
        trouble = "";
        progressAt = steady.instant();
        waitedBefore = waitedBefore.plus(waitedInAll());
        waited = Duration.ZERO;
        waitingSince = progressAt;
        if (state == ProgramState.CATCHING_UP) {
            remaining.ifPresent(left -> catchUp.reached(left, workedUntil()));
        } else {
            catchUp.end();
        }
    }

    String name() {
        return name;
    }

    /** Returns what the work reported last, and whether that is too long ago. */
    public synchronized Report report() {
        Optional<Duration> endless = catchUp.endless(workedUntil());
        String detail = Stream.of(
                        reported.detail(),
                        isWaitingLong() ? "waits for its turn" : "",
                        endless.map(time -> "has not come nearer for " + StatusBoard.inWords(time))
                                .orElse(""),
                        trouble)
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining("; "));
        // The lag has grown since the work reported it.
        Optional<Duration> lag = reported.lag().map(reported -> reported.plus(age()));
        return new Report(state(endless.isPresent()), detail, reported.lastProgress(), lag);
    }

    private ProgramState state(boolean endless) {
        if (isStalled()) {
            return ProgramState.STALLED;
        }
        if (endless) {
            return ProgramState.DEGRADED;
        }
        boolean queued = reported.state() == ProgramState.STARTING && isWaitingLong();
        return queued ? ProgramState.CATCHING_UP : reported.state();
    }

    /** Returns the time since the last progress, or since the start when there was none yet. */
    synchronized Duration age() {
        return Duration.between(progressAt, steady.instant());
    }

    private boolean isStalled() {
        boolean mayRest = reported.state() == ProgramState.STANDBY || reported.state() == ProgramState.FINISHED;
        return !mayRest && age().minus(waitedInAll()).compareTo(longestSilence) > 0;
    }

    private Duration waitedInAll() {
        return waiting > 0 ? waited.plus(sinceWaiting()) : waited;
    }

    /** Returns the steady time without all waits for a turn, which do not make a catch-up endless. */
    private Instant workedUntil() {
        return steady.instant().minus(waitedBefore).minus(waitedInAll());
    }

    private boolean isWaitingLong() {
        return waitedInAll().compareTo(REPORTED_WAIT) > 0;
    }

    private Duration sinceWaiting() {
        return Duration.between(waitingSince, steady.instant());
    }
}
