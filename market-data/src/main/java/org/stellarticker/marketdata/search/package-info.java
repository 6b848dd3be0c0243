/** Assets and markets found by words, and those that moved most. */
@NullMarked
package org.stellarticker.marketdata.search;

import org.jspecify.annotations.NullMarked;
