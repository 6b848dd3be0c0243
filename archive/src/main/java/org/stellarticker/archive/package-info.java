/**
 * The form of the archive: which objects a day has, and what its manifest says of them. docs/archive.md describes it for those
 * who read it with other tools.
 */
@NullMarked
package org.stellarticker.archive;

import org.jspecify.annotations.NullMarked;
