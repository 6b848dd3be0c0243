/**
 * Benchmarks. Each generates its data from a fixed seed, measures the product and a baseline in the same run, on the same
 * machine and the same PostgreSQL, and prints both.
 */
@NullMarked
package org.stellarticker.bench;

import org.jspecify.annotations.NullMarked;
