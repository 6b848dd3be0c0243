@NullMarked
package org.stellarticker.webhooksender.send;

import org.jspecify.annotations.NullMarked;
