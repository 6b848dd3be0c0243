/** The ingester's metrics. Every metric is declared here, so that each exists from the first scrape. */
@NullMarked
package org.stellarticker.ingester.metrics;

import org.jspecify.annotations.NullMarked;
