/**
 * Makes requests to Horizon: selects one of several servers after a check of its health, sends the request within the budget,
 * reads the status and the body of the answer, and makes the request again after a delay. The SDK's models read the root
 * document and ledgers; all other answers are read by the caller's function.
 */
@NullMarked
package org.stellarticker.ingester.horizon.client;

import org.jspecify.annotations.NullMarked;
