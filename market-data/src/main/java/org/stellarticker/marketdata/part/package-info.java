/** The parts of snapshots: each is a question that GraphQL, REST and the other faces ask, with its one answer. */
@NullMarked
package org.stellarticker.marketdata.part;

import org.jspecify.annotations.NullMarked;
