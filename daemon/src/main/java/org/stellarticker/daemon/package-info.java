/**
 * What every supervised program does: read its settings, follow loops and schedules, tell how far it is, and stop.
 *
 * <p>The only place that reads the environment and that imports Quartz. A program's {@code main} hands
 * {@link org.stellarticker.daemon.Daemon#run} its settings and its wiring.
 */
@NullMarked
package org.stellarticker.daemon;

import org.jspecify.annotations.NullMarked;
