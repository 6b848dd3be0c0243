@NullMarked
package org.stellarticker.ingester;

import org.jspecify.annotations.NullMarked;
