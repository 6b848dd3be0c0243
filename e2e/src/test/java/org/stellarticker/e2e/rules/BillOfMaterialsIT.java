package org.stellarticker.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The bill of materials and the list of licences name all that the programs are made of. */
class BillOfMaterialsIT {

    private static final Path DIST = Path.of("../target/dist");
    private static final Set<String> OWN = Set.of(
            "core", "db", "daemon", "market-data", "archive", "object-store", "public-http", "http-server", "exchange");

    @Test
    void everyLibraryOfTheProgramsIsNamedWithItsLicence() throws Exception {
        assertThat(DIST.resolve("sbom/stellar-ticker.cdx.json"))
                .as("the bill of materials; mvn -o does not make it")
                .exists();
        JsonNode bill = new ObjectMapper()
                .readTree(DIST.resolve("sbom/stellar-ticker.cdx.json").toFile());
        assertThat(bill.get("bomFormat").asText()).isEqualTo("CycloneDX");
        Set<String> named = new TreeSet<>();
        for (JsonNode component : bill.get("components")) {
            if (!component.path("group").asText().equals("org.stellarticker")) {
                String name = component.get("name").asText() + "-"
                        + component.get("version").asText() + ".jar";
                named.add(name);
                assertThat(component.path("licenses")).as("licence of " + name).isNotEmpty();
            }
        }
        assertThat(named).containsAll(libraries()).hasSizeGreaterThan(30);

        String licences = Files.readString(DIST.resolve("sbom/licences.txt"));
        for (String library : libraries()) {
            assertThat(licences).contains(library.replaceFirst("-[0-9].*", ""));
        }
    }

    /** Returns the libraries that the programs load, without the product's own. */
    private static Set<String> libraries() throws IOException {
        var libraries = new TreeSet<String>();
        // The benchmarks are no program of a run; they are there, too, once all modules were built, as a demo does.
        try (var programs = Files.newDirectoryStream(
                DIST, file -> file.toString().endsWith(".jar") && !file.endsWith("bench.jar"))) {
            for (Path program : programs) {
                try (var jar = new JarFile(program.toFile())) {
                    String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
                    libraries.addAll(List.of(path.replace("lib/", "").split(" ")));
                }
            }
        }
        libraries.removeIf(name -> OWN.contains(name.replaceFirst("-[0-9].*", "")));
        return libraries;
    }
}
