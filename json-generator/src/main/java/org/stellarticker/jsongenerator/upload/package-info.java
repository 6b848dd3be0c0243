/** Uploads the public files, so that a cache of the web can serve them while this host is down. */
@NullMarked
package org.stellarticker.jsongenerator.upload;

import org.jspecify.annotations.NullMarked;
