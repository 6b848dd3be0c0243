@NullMarked
package org.stellarticker.exchangeengine;

import org.jspecify.annotations.NullMarked;
