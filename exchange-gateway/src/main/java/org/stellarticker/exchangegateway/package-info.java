/**
 * Takes orders for the exchange by REST and by RabbitMQ, checks who sends them, asks the engine, and streams what becomes of
 * them. Any number of gateways may run; none keeps anything that another would need.
 */
@NullMarked
package org.stellarticker.exchangegateway;

import org.jspecify.annotations.NullMarked;
