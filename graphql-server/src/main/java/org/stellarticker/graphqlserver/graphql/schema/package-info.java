/** The schema of the GraphQL API, and the value of each of its fields. */
@NullMarked
package org.stellarticker.graphqlserver.graphql.schema;

import org.jspecify.annotations.NullMarked;
