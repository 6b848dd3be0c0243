package org.stellarticker.daemon;

import java.time.Clock;

/**
 * The things that one piece of work gets from its program; {@link Daemon#work} returns them.
 *
 * @param progress receives what the work has done
 * @param clock the time of day
 * @param stop the signal that the program is to end
 */
public record WorkContext(Progress progress, Clock clock, Stop stop) {}
