/** A GraphQL query from its JSON to the JSON of its answer. */
@NullMarked
package org.stellarticker.graphqlserver.graphql;

import org.jspecify.annotations.NullMarked;
