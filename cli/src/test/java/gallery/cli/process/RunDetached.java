package gallery.cli.process;

import gallery.cli.layout.ToolPath;
import java.nio.file.Path;
import java.util.List;

/** A second process for {@link DetachedProcessRunnerTest}: runs a script and shows its lines, until it is killed. */
final class RunDetached {

    private RunDetached() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        new DetachedProcessRunner(new ToolPath(System.getenv().getOrDefault("PATH", "")))
                .run(
                        new ProcessRequest(
                                List.of(folder.resolve("script").toString()),
                                folder,
                                System.getenv(),
                                folder.resolve("out"),
                                folder.resolve("err")),
                        System.out::println);
    }
}
