@NullMarked
package org.stellarticker.ingester.trade;

import org.jspecify.annotations.NullMarked;
