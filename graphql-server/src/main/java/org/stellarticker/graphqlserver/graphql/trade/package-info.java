/** The part of the schema about trades and what can be traded: order books, depth, liquidity pools. */
@NullMarked
package org.stellarticker.graphqlserver.graphql.trade;

import org.jspecify.annotations.NullMarked;
