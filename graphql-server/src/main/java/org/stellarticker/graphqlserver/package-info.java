/**
 * Answers what people and programs ask: GraphQL with the former ticker's schema, how all programs are, and their
 * figures. Reads the database, and writes nothing to it but its own status.
 */
@NullMarked
package org.stellarticker.graphqlserver;

import org.jspecify.annotations.NullMarked;
