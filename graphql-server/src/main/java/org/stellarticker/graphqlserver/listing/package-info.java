/** The answers that listing sites ask for with parameters: order books, trades and the events of ledgers. */
@NullMarked
package org.stellarticker.graphqlserver.listing;

import org.jspecify.annotations.NullMarked;
