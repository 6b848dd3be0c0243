/** Ingestion: backfill and live trades, from a source on the same machine into PostgreSQL. */
@NullMarked
package org.stellarticker.bench.ingest;

import org.jspecify.annotations.NullMarked;
