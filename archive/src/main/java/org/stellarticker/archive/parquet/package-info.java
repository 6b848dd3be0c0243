/**
 * Writes and reads Parquet files with DuckDB, in a process of its own that ends after each piece of work: so its native memory
 * is bounded, and a program that has nothing to archive does not keep it.
 */
@NullMarked
package org.stellarticker.archive.parquet;

import org.jspecify.annotations.NullMarked;
