package org.stellarticker.daemon;

import java.util.Locale;

/** What a program, or one of its pieces of work, does; the worst comes last. */
public enum ProgramState {
    FINISHED,
    RUNNING,
    STANDBY,
    STARTING,
    CATCHING_UP,
    /** It does its work, but not all of it is as it should be. */
    DEGRADED,
    STALLED;

    /** As status lines and tables spell it: {@code catching-up}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
