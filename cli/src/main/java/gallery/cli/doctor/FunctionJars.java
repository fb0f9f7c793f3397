package gallery.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the code of all Lambda functions is there; without it no stack can be synthesized. */
final class FunctionJars {

    private static final List<String> NAMES = List.of("build-functions.jar", "image-functions.jar");

    private FunctionJars() {}

    /** Looks into the folder of the Lambda jars and names each one that is missing. */
    static Check check(Path folder) {
        List<String> missing = NAMES.stream()
                .filter(jar -> !Files.isRegularFile(folder.resolve(jar)))
                .toList();
        return missing.isEmpty()
                ? Check.fine("Lambda jars", folder.toString())
                : Check.wrong(
                        "Lambda jars",
                        folder + " lacks " + String.join(" and ", missing),
                        "build the project: mvn package -DskipTests");
    }
}
