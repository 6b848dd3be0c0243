@NullMarked
package org.stellarticker.loadtest;

import org.jspecify.annotations.NullMarked;
