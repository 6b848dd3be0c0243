@NullMarked
package org.stellarticker.core;

import org.jspecify.annotations.NullMarked;
