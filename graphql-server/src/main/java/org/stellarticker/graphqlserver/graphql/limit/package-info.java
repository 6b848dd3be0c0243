/** What one query may cost, and how many run at once. */
@NullMarked
package org.stellarticker.graphqlserver.graphql.limit;

import org.jspecify.annotations.NullMarked;
