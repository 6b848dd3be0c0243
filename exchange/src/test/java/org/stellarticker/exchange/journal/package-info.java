@NullMarked
package org.stellarticker.exchange.journal;

import org.jspecify.annotations.NullMarked;
