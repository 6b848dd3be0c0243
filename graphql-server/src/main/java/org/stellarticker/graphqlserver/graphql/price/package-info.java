/** The part of the schema about prices of assets and about all markets beside each other. */
@NullMarked
package org.stellarticker.graphqlserver.graphql.price;

import org.jspecify.annotations.NullMarked;
