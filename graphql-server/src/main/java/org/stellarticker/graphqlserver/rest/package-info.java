/** REST below {@code /api/v1}: answers of the market data as JSON, with exact decimals as texts. */
@NullMarked
package org.stellarticker.graphqlserver.rest;

import org.jspecify.annotations.NullMarked;
