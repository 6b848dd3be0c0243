/**
 * Matches what happens with subscriptions. Messages are stored in the transaction that moves the position, so that none is lost
 * and none is made twice.
 */
@NullMarked
package org.stellarticker.webhooksender.match;

import org.jspecify.annotations.NullMarked;
