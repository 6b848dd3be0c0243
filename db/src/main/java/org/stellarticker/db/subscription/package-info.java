/** Subscriptions of accounts, the messages to them, and how far events were matched with them. */
@NullMarked
package org.stellarticker.db.subscription;

import org.jspecify.annotations.NullMarked;
