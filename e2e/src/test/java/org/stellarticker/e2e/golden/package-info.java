/**
 * Values known beforehand: a set of generated trades with all that follows from them, and real trades recorded from a
 * Horizon, run through ingester's store, aggregator and json-generator as they run in production.
 */
@NullMarked
package org.stellarticker.e2e.golden;

import org.jspecify.annotations.NullMarked;
