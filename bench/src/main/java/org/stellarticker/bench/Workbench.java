package org.stellarticker.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The parameters of a benchmark.
 *
 * @param folder an empty folder of its own
 * @param scale how much data to generate, in the benchmark's unit
 * @param lasting the length of timed measurements
 */
public record Workbench(Path folder, int scale, Duration lasting) {}
