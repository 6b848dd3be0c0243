/** The HTTP server: which address gives what. */
@NullMarked
package org.stellarticker.graphqlserver.http;

import org.jspecify.annotations.NullMarked;
