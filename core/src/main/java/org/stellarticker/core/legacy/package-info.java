/**
 * How the former ticker told its figures: names, directions, sums and the form of numbers that its consumers hold on to,
 * frozen with their oddities. What is new is told otherwise, and stands elsewhere.
 */
@NullMarked
package org.stellarticker.core.legacy;

import org.jspecify.annotations.NullMarked;
