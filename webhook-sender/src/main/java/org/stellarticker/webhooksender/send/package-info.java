/** Delivers messages to webhooks: bounded in all and for each receiver, in fair turns, until they are received or given up. */
@NullMarked
package org.stellarticker.webhooksender.send;

import org.jspecify.annotations.NullMarked;
