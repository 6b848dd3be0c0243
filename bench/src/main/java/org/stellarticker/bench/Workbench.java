package org.stellarticker.bench;

import java.nio.file.Path;
import org.stellarticker.db.DatabaseAddress;

/**
 * What a benchmark works with, all of it its own.
 *
 * @param database with our schema and nothing in it
 * @param folder for files
 * @param scale how much data to generate; what it counts is the benchmark's
 */
public record Workbench(DatabaseAddress database, Path folder, int scale) {}
