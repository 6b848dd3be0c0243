@NullMarked
package org.stellarticker.jsongenerator.upload;

import org.jspecify.annotations.NullMarked;
