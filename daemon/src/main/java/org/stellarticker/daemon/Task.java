package org.stellarticker.daemon;

/** A piece of work that is done repeatedly. */
@FunctionalInterface
public interface Task {

    /**
     * Does the work once; the thread is interrupted when the program is to end.
     *
     * @throws Exception a fault of the program, unless the stop was requested: it ends the process, and the supervisor
     *     restarts it
     */
    void run() throws Exception;
}
