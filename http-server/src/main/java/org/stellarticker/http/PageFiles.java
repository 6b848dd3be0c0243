package org.stellarticker.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stellarticker.http.problem.RequestException;

/** A page for browsers from files of the program, which load nothing from other servers. */
public final class PageFiles {

    private static final String PAGE = "index.html";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "LICENSE", "text/plain; charset=utf-8");

    private final String path;
    private final Map<String, Reply.Whole> files = new HashMap<>();

    /**
     * @param path of the page; its other files are below it
     * @param beside the class beside whose folder the files are
     * @param folder of the files, which hold an {@code index.html}
     * @param names of all files
     * @param policy the page's Content-Security-Policy
     */
    public PageFiles(String path, Class<?> beside, String folder, List<String> names, String policy) {
        this.path = path;
        for (String name : names) {
            files.put(
                    name,
                    Reply.file(beside, folder + "/" + name, type(name))
                            .withEtag()
                            .cached("no-cache")
                            .with("Content-Security-Policy", policy)
                            .with("Referrer-Policy", "no-referrer"));
        }
    }

    private static String type(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("page: expected a file of " + TYPES.keySet() + ", found " + name);
        }
        return type;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get(path, request -> file(PAGE)))
                .add(Route.get(path + "/{file}", request -> file(request.pathParameter("file"))));
    }

    private Reply file(String name) throws RequestException {
        Reply.Whole file = files.get(name);
        if (file == null) {
            throw new RequestException(404, "no such file of " + path);
        }
        return file;
    }
}
