/** What answers are made of, read from the database in one snapshot. */
@NullMarked
package org.stellarticker.graphqlserver.fetch;

import org.jspecify.annotations.NullMarked;
