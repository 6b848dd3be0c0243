/** Answers questions about archived days while others wait for their turn: few at a time, with limits of memory and time. */
@NullMarked
package org.stellarticker.archive.query;

import org.jspecify.annotations.NullMarked;
