/** What REST and RabbitMQ do alike when an account sends a command. */
@NullMarked
package org.stellarticker.exchangegateway.desk;

import org.jspecify.annotations.NullMarked;
