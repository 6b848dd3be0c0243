package org.stellarticker.daemon;

/** A program's constructors, wired in the order in which data flows. */
@FunctionalInterface
public interface Wiring<C> {

    /**
     * Wires the program. It may wait (for leadership, say); it is interrupted when the program is asked to end.
     *
     * @throws Exception why the program cannot start: its message is told as one line
     */
    void wire(C config, Daemon daemon) throws Exception;
}
