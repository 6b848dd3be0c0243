/** Answers about subscriptions, their messages and the event log. */
@NullMarked
package org.stellarticker.client.subscription;

import org.jspecify.annotations.NullMarked;
