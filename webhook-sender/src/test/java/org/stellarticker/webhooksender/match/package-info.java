@NullMarked
package org.stellarticker.webhooksender.match;

import org.jspecify.annotations.NullMarked;
