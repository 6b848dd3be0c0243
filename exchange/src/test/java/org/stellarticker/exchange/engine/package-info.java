@NullMarked
package org.stellarticker.exchange.engine;

import org.jspecify.annotations.NullMarked;
