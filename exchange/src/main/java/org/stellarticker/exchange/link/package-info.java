/** How programs ask the engine: frames over a unix socket, with the codec of the journal. */
@NullMarked
package org.stellarticker.exchange.link;

import org.jspecify.annotations.NullMarked;
