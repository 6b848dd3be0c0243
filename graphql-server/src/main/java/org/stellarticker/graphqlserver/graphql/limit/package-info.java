/** What one query may cost. */
@NullMarked
package org.stellarticker.graphqlserver.graphql.limit;

import org.jspecify.annotations.NullMarked;
