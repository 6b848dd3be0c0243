/** GraphQL over HTTP: a query from its JSON to the JSON of its answer, and GraphiQL. */
@NullMarked
package org.stellarticker.graphqlserver.graphql;

import org.jspecify.annotations.NullMarked;
