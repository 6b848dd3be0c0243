/** The published rules of the sites that poll the ticker, as JSON Schemas. */
@NullMarked
package org.stellarticker.e2e.schema;

import org.jspecify.annotations.NullMarked;
