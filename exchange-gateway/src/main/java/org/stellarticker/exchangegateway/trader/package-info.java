/** Those who trade: whose request it is, which account is theirs, and how much they may ask. */
@NullMarked
package org.stellarticker.exchangegateway.trader;

import org.jspecify.annotations.NullMarked;
