@NullMarked
package org.stellarticker.aggregator;

import org.jspecify.annotations.NullMarked;
