@NullMarked
package org.stellarticker.ingester.horizon;

import org.jspecify.annotations.NullMarked;
