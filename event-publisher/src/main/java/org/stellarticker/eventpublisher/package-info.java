/**
 * Hands what changes to Kafka: trades and corrections of the event log, candles and market summaries. Each is published exactly
 * once, because its position is written in the same transaction of Kafka.
 */
@NullMarked
package org.stellarticker.eventpublisher;

import org.jspecify.annotations.NullMarked;
