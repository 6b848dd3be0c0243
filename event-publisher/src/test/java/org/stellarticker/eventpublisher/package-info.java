@NullMarked
package org.stellarticker.eventpublisher;

import org.jspecify.annotations.NullMarked;
