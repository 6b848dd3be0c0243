/**
 * The state machine of the exchange: accounts and books. It has no clock, no input or output and no chance, so that the
 * same commands give the same events. One thread uses it. In the steady state it allocates nothing.
 */
@NullMarked
package org.stellarticker.exchange.engine;

import org.jspecify.annotations.NullMarked;
