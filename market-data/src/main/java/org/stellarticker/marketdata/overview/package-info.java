/** All markets beside each other: their windows, how active they are, and what they are worth in US dollars. */
@NullMarked
package org.stellarticker.marketdata.overview;

import org.jspecify.annotations.NullMarked;
