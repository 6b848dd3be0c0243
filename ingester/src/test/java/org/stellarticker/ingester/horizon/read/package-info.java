@NullMarked
package org.stellarticker.ingester.horizon.read;

import org.jspecify.annotations.NullMarked;
