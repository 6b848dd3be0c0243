package org.stellarticker.daemon;

/** A piece of work that is done again and again. */
@FunctionalInterface
public interface Task {

    /**
     * Does the work once; the thread is interrupted when the program is asked to end.
     *
     * @throws Exception a fault of ours, unless the stop was requested: it ends the process, and the supervisor starts
     *     it again
     */
    void run() throws Exception;
}
