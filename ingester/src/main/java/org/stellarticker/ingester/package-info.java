/** The ingester: follows Horizon's trades into PostgreSQL, pages the past, and keeps the list of assets. */
@NullMarked
package org.stellarticker.ingester;

import org.jspecify.annotations.NullMarked;
