/** The part of the schema about the ticker itself. */
@NullMarked
package org.stellarticker.graphqlserver.graphql.status;

import org.jspecify.annotations.NullMarked;
