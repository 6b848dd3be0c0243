/**
 * gzip and brotli of a text that changes in parts. The search for repetitions, which takes nearly all of the time of any such
 * compression, is done for each part once, and kept as long as the part and the one before it stay. Only the entropy codes
 * are made anew for each version. The result depends on the text alone, so every copy of a file has the same bytes.
 */
@NullMarked
package org.stellarticker.jsongenerator.compress;

import org.jspecify.annotations.NullMarked;
