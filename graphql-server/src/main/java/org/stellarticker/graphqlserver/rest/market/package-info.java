/** REST about all markets beside each other, about assets and their prices. */
@NullMarked
package org.stellarticker.graphqlserver.rest.market;

import org.jspecify.annotations.NullMarked;
