/** The hashes by which two sets of rows are compared, whatever their order. */
@NullMarked
package org.stellarticker.archive.hash;

import org.jspecify.annotations.NullMarked;
