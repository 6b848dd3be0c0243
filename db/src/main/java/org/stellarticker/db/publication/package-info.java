/** The versions of published files, by which all copies of a program date them alike. */
@NullMarked
package org.stellarticker.db.publication;

import org.jspecify.annotations.NullMarked;
