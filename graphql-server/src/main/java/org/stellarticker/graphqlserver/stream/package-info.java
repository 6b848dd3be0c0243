/** Live streams: one read of the database serves all subscribers of this program. */
@NullMarked
package org.stellarticker.graphqlserver.stream;

import org.jspecify.annotations.NullMarked;
