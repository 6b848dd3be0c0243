/** The ingester: streams Horizon's trades into PostgreSQL, backfills, audits, and keeps assets, order books and pools fresh. */
@NullMarked
package org.stellarticker.ingester;

import org.jspecify.annotations.NullMarked;
