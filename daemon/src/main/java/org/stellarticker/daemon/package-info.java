/**
 * The platform of every supervised program: it reads settings, runs loops and schedules, reports progress, and stops.
 *
 * <p>Only this package reads the environment and imports Quartz. A program's {@code main} passes its settings and its
 * wiring to {@link org.stellarticker.daemon.Daemon#run}.
 */
@NullMarked
package org.stellarticker.daemon;

import org.jspecify.annotations.NullMarked;
