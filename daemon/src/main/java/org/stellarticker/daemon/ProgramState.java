package org.stellarticker.daemon;

import java.util.Locale;

/** The state of a program or of one piece of its work; the worst comes last. */
public enum ProgramState {
    FINISHED,
    RUNNING,
    STANDBY,
    STARTING,
    CATCHING_UP,
    /** The program works, but something needs attention. */
    DEGRADED,
    STALLED;

    /** Returns the word in status lines and tables, such as {@code catching-up}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
