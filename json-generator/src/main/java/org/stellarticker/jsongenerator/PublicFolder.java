package org.stellarticker.jsongenerator;

import java.nio.file.Path;
import java.util.Set;

/**
 * A folder of files that nginx serves.
 *
 * @param www the folder of all public files
 * @param path the folder's path below it, as clients name it
 * @param compressions the forms of each file besides the plain one
 */
record PublicFolder(Path www, String path, Set<Compression> compressions) {

    PublicFolder {
        compressions = Set.copyOf(compressions);
    }

    /** Returns where a file is. */
    Path resolve(String name) {
        return www.resolve(path).resolve(name);
    }

    PublicFile file(String name) {
        return new PublicFile(www.resolve(path), name, compressions);
    }

    /** Returns a file's path below the folder of all public files. */
    String pathOf(String name) {
        return path + "/" + name;
    }
}
