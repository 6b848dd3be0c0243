/** Orders by RabbitMQ (AMQP 0-9-1). */
@NullMarked
package org.stellarticker.exchangegateway.amqp;

import org.jspecify.annotations.NullMarked;
