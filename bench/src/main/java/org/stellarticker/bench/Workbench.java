package org.stellarticker.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a benchmark works with.
 *
 * @param folder its own, and empty
 * @param scale how much data to generate; what it counts is the benchmark's
 * @param lasting how long to measure what is measured over time
 */
public record Workbench(Path folder, int scale, Duration lasting) {}
