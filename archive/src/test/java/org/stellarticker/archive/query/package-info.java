@NullMarked
package org.stellarticker.archive.query;

import org.jspecify.annotations.NullMarked;
