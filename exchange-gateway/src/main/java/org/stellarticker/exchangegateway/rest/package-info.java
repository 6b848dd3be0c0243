/** The addresses below {@code /api/v3}. */
@NullMarked
package org.stellarticker.exchangegateway.rest;

import org.jspecify.annotations.NullMarked;
