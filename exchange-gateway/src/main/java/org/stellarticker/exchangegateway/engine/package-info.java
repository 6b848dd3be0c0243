/** Questions and commands to the engine, also while it is started again. */
@NullMarked
package org.stellarticker.exchangegateway.engine;

import org.jspecify.annotations.NullMarked;
