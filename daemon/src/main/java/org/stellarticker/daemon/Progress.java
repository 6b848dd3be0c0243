package org.stellarticker.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far one piece of a program's work is. Health is progress: work that reports none for longer than
 * {@link #stalledAfter} counts as stalled, however alive its thread is. So report each committed batch and each
 * completed poll, also of a quiet market. Time in which the work waits for its turn does not count, and neither does
 * what somebody sets the clock to.
 */
public final class Progress {

    /** One moment's report. */
    public record Report(ProgramState state, String detail, Optional<Instant> lastProgress, Optional<Duration> lag) {}

    /** A shorter wait is not worth a word. */
    private static final Duration HELD_UP = Duration.ofSeconds(5);

    private final String name;
    private final Clock clock;
    /** Runs on whatever the time of day is set to. */
    private final Clock steady;

    private final CatchUp catchUp = new CatchUp();
    private Duration longestSilence = Duration.ofMinutes(2);
    private Report reported = new Report(ProgramState.STARTING, "", Optional.empty(), Optional.empty());
    private String trouble = "";
    private Instant gotOnAt;
    private int waiting;
    private Instant waitingSince;
    /** Of the time since the last progress, as far as no wait is under way. */
    private Duration waited = Duration.ZERO;

    /** For tests; a program asks for it by {@link Daemon#progress}. */
    public Progress(String name, Clock clock) {
        this(name, clock, clock);
    }

    Progress(String name, Clock clock, Clock steady) {
        this.name = name;
        this.clock = clock;
        this.steady = steady;
        this.gotOnAt = steady.instant();
        this.waitingSince = gotOnAt;
    }

    /** Beyond how long a silence the work counts as stalled; two minutes when not said. */
    public synchronized Progress stalledAfter(Duration silence) {
        longestSilence = silence;
        return this;
    }

    /** Work was got done, and all is up to date. */
    public void running(String detail) {
        made(ProgramState.RUNNING, detail, Optional.empty());
    }

    /** @param lag age of the newest thing that is worked in */
    public void running(String detail, Duration lag) {
        made(ProgramState.RUNNING, detail, Optional.of(lag));
    }

    /** Work was got done, and more of it waits. */
    public void catchingUp(String detail) {
        made(ProgramState.CATCHING_UP, detail, Optional.empty());
    }

    /** @param lag age of the newest thing that is worked in */
    public void catchingUp(String detail, Duration lag) {
        made(ProgramState.CATCHING_UP, detail, Optional.of(lag));
    }

    /** Work was got done, and something found that people should look at. */
    public void degraded(String detail) {
        made(ProgramState.DEGRADED, detail, Optional.empty());
    }

    /** Another copy does the work; this one waits, which is never a stall. */
    public void standby(String detail) {
        made(ProgramState.STANDBY, detail, Optional.empty());
    }

    /** There is nothing more to do, which is never a stall. */
    public void finished(String detail) {
        made(ProgramState.FINISHED, detail, Optional.empty());
    }

    /** Something hinders the work, such as a source that does not answer; told until the next progress. */
    public synchronized void retrying(String reason) {
        trouble = reason;
    }

    /** Something that the work shares with others is given to them first, until {@link #resume}; that is no stall. */
    public synchronized void awaitTurn() {
        if (waiting++ == 0) {
            waitingSince = steady.instant();
        }
    }

    /** It is this work's turn; call it once for each {@link #awaitTurn}. */
    public synchronized void resume() {
        if (--waiting == 0) {
            waited = waited.plus(sinceWaiting());
        }
    }

    /** Work was got done, and what was last told of it still holds. */
    public synchronized void done() {
        ProgramState state = reported.state() == ProgramState.STARTING ? ProgramState.RUNNING : reported.state();
        made(state, reported.detail(), reported.lag());
    }

    private synchronized void made(ProgramState state, String detail, Optional<Duration> lag) {
        // A clock that is behind the source's would tell of things that are not yet.
        Optional<Duration> behind = lag.map(reported -> reported.isNegative() ? Duration.ZERO : reported);
        reported = new Report(state, detail, Optional.of(clock.instant()), behind);
        trouble = "";
        gotOnAt = steady.instant();
        waited = Duration.ZERO;
        waitingSince = gotOnAt;
        if (state == ProgramState.CATCHING_UP) {
            behind.ifPresent(far -> catchUp.reached(far, gotOnAt));
        } else {
            catchUp.end();
        }
    }

    String name() {
        return name;
    }

    /** What the work said last, and whether that is too long ago. */
    public synchronized Report report() {
        Optional<Duration> endless = catchUp.endless(steady.instant());
        String detail = Stream.of(
                        reported.detail(),
                        isHeldUp() ? "waits for its turn" : "",
                        endless.map(time -> "has not come nearer for " + StatusBoard.inWords(time))
                                .orElse(""),
                        trouble)
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining("; "));
        // What was behind when it last got on is further behind by now.
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
        boolean queued = reported.state() == ProgramState.STARTING && isHeldUp();
        return queued ? ProgramState.CATCHING_UP : reported.state();
    }

    /** Since the last progress, or since the start when there was none yet. */
    synchronized Duration age() {
        return Duration.between(gotOnAt, steady.instant());
    }

    private boolean isStalled() {
        boolean mayRest = reported.state() == ProgramState.STANDBY || reported.state() == ProgramState.FINISHED;
        return !mayRest && age().minus(waitedInAll()).compareTo(longestSilence) > 0;
    }

    private Duration waitedInAll() {
        return waiting > 0 ? waited.plus(sinceWaiting()) : waited;
    }

    private boolean isHeldUp() {
        return waitedInAll().compareTo(HELD_UP) > 0;
    }

    private Duration sinceWaiting() {
        return Duration.between(waitingSince, steady.instant());
    }
}
