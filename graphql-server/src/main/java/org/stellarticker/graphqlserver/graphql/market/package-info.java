/** The part of the schema about single markets and assets: exact values, in the direction that is asked for. */
@NullMarked
package org.stellarticker.graphqlserver.graphql.market;

import org.jspecify.annotations.NullMarked;
