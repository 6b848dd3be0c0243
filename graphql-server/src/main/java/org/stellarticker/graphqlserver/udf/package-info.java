/** TradingView's UDF: the symbols and candles of markets in the form that its charts read. */
@NullMarked
package org.stellarticker.graphqlserver.udf;

import org.jspecify.annotations.NullMarked;
