package org.stellarticker.daemon.trace;

/**
 * The program that a step was done by, as collectors show it.
 *
 * @param instance distinguishes copies of one program
 */
public record TraceSource(String program, String version, String instance) {}
