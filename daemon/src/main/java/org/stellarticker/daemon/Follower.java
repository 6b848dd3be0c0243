package org.stellarticker.daemon;

/** A loop that a program runs until it is stopped. */
@FunctionalInterface
public interface Follower {

    /**
     * Works until the stop is requested (the thread is interrupted then, too), or until nothing is left to do.
     *
     * @throws Exception a fault of the program, unless the stop was requested: it ends the process, and the supervisor
     *     restarts it
     */
    void follow(Stop stop) throws Exception;
}
