package org.stellarticker.daemon;

/** Wires a program's constructors in the order in which data flows. */
@FunctionalInterface
public interface Wiring<C> {

    /**
     * Wires the program. It may wait, for example for leadership; it is interrupted when the program is to end.
     *
     * @throws Exception why the program cannot start: its message is logged as one line
     */
    void wire(C config, Daemon daemon) throws Exception;
}
