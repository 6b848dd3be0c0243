/** The bytes of commands, answers, values and events, the same in the journal and on the link. Big-endian. */
@NullMarked
package org.stellarticker.exchange.codec;

import org.jspecify.annotations.NullMarked;
