@NullMarked
package org.stellarticker.ingester.horizon.read.trade;

import org.jspecify.annotations.NullMarked;
