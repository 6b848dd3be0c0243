/** Benchmarks of subscriptions: matching events, and delivering messages to webhooks. */
@NullMarked
package org.stellarticker.bench.webhook;

import org.jspecify.annotations.NullMarked;
