@NullMarked
package org.stellarticker.ingester.pool;

import org.jspecify.annotations.NullMarked;
