package org.stellarticker.db.event;

import java.time.Instant;

/**
 * An event with its position in the log.
 *
 * @param position ascending in the order of commits, without gaps
 */
public record LoggedEvent(long position, Instant happenedAt, Event event) {}
