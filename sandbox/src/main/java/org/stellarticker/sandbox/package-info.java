@NullMarked
package org.stellarticker.sandbox;

import org.jspecify.annotations.NullMarked;
