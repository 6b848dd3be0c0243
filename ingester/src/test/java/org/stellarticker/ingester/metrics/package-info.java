@NullMarked
package org.stellarticker.ingester.metrics;

import org.jspecify.annotations.NullMarked;
