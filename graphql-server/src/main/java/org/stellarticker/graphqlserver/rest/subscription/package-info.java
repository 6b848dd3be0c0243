/** What accounts subscribe to, and what was delivered to them, below {@code /api/v1/subscriptions}. */
@NullMarked
package org.stellarticker.graphqlserver.rest.subscription;

import org.jspecify.annotations.NullMarked;
