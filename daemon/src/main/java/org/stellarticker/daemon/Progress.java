package org.stellarticker.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far one piece of a program's work is. Health is progress: work that reports none for longer than
 * {@link #stalledAfter} counts as stalled, however alive its thread is. So report each committed batch and each
 * completed poll, also of a quiet market.
 */
public final class Progress {

    /** One moment's report. */
    public record Report(ProgramState state, String detail, Optional<Instant> lastProgress, Optional<Duration> lag) {}

    private final String name;
    private final Clock clock;
    private final Instant begun;
    private Duration patience = Duration.ofMinutes(2);
    private Report reported = new Report(ProgramState.STARTING, "", Optional.empty(), Optional.empty());
    private String trouble = "";

    /** For tests; a program asks for it by {@link Daemon#progress}. */
    public Progress(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** Beyond how long a silence the work counts as stalled; two minutes when not said. */
    public synchronized Progress stalledAfter(Duration silence) {
        patience = silence;
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
    public synchronized void hindered(String reason) {
        trouble = reason;
    }

    /** Work was got done, and what was last told of it still holds. */
    public synchronized void done() {
        ProgramState state = reported.state() == ProgramState.STARTING ? ProgramState.RUNNING : reported.state();
        made(state, reported.detail(), reported.lag());
    }

    private synchronized void made(ProgramState state, String detail, Optional<Duration> lag) {
        reported = new Report(state, detail, Optional.of(clock.instant()), lag);
        trouble = "";
    }

    String name() {
        return name;
    }

    /** What the work said last, and whether that is too long ago. */
    public synchronized Report report() {
        String detail = String.join(
                "; ",
                Stream.of(reported.detail(), trouble).filter(s -> !s.isEmpty()).toList());
        ProgramState state = isStalled() ? ProgramState.STALLED : reported.state();
        // What was behind when it last got on is further behind by now.
        Optional<Duration> lag = reported.lag().map(told -> told.plus(age()));
        return new Report(state, detail, reported.lastProgress(), lag);
    }

    /** Since the last progress, or since the start when there was none yet. */
    synchronized Duration age() {
        return Duration.between(reported.lastProgress().orElse(begun), clock.instant());
    }

    private boolean isStalled() {
        boolean mayRest = reported.state() == ProgramState.STANDBY || reported.state() == ProgramState.FINISHED;
        return !mayRest && age().compareTo(patience) > 0;
    }
}
