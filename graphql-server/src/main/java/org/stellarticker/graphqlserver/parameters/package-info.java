/** Reads the parameters of the questions that both REST and GraphQL answer, so that both understand and refuse the same. */
@NullMarked
package org.stellarticker.graphqlserver.parameters;

import org.jspecify.annotations.NullMarked;
