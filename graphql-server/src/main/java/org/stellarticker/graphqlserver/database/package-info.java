/** The database as this program reads it: it may go down and come back. */
@NullMarked
package org.stellarticker.graphqlserver.database;

import org.jspecify.annotations.NullMarked;
