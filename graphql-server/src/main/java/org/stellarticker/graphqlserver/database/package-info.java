/** The database as this program reads it: it may go away and come back. */
@NullMarked
package org.stellarticker.graphqlserver.database;

import org.jspecify.annotations.NullMarked;
