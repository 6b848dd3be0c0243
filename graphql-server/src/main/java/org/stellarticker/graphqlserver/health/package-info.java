/** How all programs are, and their figures, merged from what each tells. */
@NullMarked
package org.stellarticker.graphqlserver.health;

import org.jspecify.annotations.NullMarked;
