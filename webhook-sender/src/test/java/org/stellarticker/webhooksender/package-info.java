@NullMarked
package org.stellarticker.webhooksender;

import org.jspecify.annotations.NullMarked;
