/** The schema of the GraphQL API, and which figure each of its fields tells. */
@NullMarked
package org.stellarticker.graphqlserver.graphql.schema;

import org.jspecify.annotations.NullMarked;
