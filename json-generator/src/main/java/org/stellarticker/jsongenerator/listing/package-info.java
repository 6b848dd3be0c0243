/** The texts of the files that listing sites poll. */
@NullMarked
package org.stellarticker.jsongenerator.listing;

import org.jspecify.annotations.NullMarked;
