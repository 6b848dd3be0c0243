/** Speed over HTTP: files and answers as clients get them from nginx. */
@NullMarked
package org.stellarticker.bench.http;

import org.jspecify.annotations.NullMarked;
