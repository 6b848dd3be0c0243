/**
 * The API program: GraphQL with the legacy ticker's schema, REST, and the health and metrics of all programs. It reads
 * the database, and writes nothing to it but its own status.
 */
@NullMarked
package org.stellarticker.graphqlserver;

import org.jspecify.annotations.NullMarked;
