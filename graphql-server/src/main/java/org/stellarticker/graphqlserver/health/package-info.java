/** The health and the metrics of all programs, merged from what each one reports. */
@NullMarked
package org.stellarticker.graphqlserver.health;

import org.jspecify.annotations.NullMarked;
