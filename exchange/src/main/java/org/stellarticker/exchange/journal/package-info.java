/**
 * What makes the engine durable: a journal of its commands, snapshots of its state, and the recovery from both.
 */
@NullMarked
package org.stellarticker.exchange.journal;

import org.jspecify.annotations.NullMarked;
