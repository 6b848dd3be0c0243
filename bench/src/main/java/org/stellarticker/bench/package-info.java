/**
 * Benchmarks: each generates its data from a fixed seed, measures us and a baseline in the same run, on the same machine
 * and the same PostgreSQL, and tells both.
 */
@NullMarked
package org.stellarticker.bench;

import org.jspecify.annotations.NullMarked;
