package gallery.cli.operation;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.layout.ToolPath;
import gallery.cli.terraform.ToolVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs that the CLI needs, and how old they may be. */
public final class Tools {

    /** S3 native state locking became part of Terraform in 1.10. */
    public static final ToolVersion OLDEST_TERRAFORM = new ToolVersion(1, 10, 0);

    /** The oldest Node.js that jsii supports. */
    public static final ToolVersion OLDEST_NODE = new ToolVersion(18, 0, 0);

    private static final Pattern VERSION_LINE =
            Pattern.compile("^(?:Terraform )?v(\\d{1,9}\\.\\d{1,9}\\S*)", Pattern.MULTILINE);

    private final ToolPath path;

    public Tools(ToolPath path) {
        this.path = path;
    }

    /** A program that was found and answers. */
    public record Tool(Path program, ToolVersion version) {}

    /**
     * Terraform.
     *
     * @throws CliException when it is missing or too old
     */
    public Tool terraform() {
        return check(
                "terraform",
                "Terraform",
                OLDEST_TERRAFORM,
                "install it from https://developer.hashicorp.com/terraform/install");
    }

    /**
     * Node.js, which CDKTF runs on.
     *
     * @throws CliException when it is missing or too old
     */
    public Tool node() {
        return check("node", "Node.js", OLDEST_NODE, "install Node.js 20 from https://nodejs.org/");
    }

    private Tool check(String program, String name, ToolVersion oldest, String remedy) {
        Path file = path.find(program)
                .orElseThrow(
                        () -> unavailable(name + " is needed, but no '" + program + "' is on the PATH: " + remedy));
        ToolVersion version = version(file, name);
        if (!version.isAtLeast(oldest)) {
            throw unavailable(name + " " + version + " (" + file + ") is too old, " + oldest + " is needed: " + remedy);
        }
        return new Tool(file, version);
    }

    /**
     * Asks a program for its version.
     *
     * @throws CliException when it does not answer with one
     */
    private static ToolVersion version(Path program, String name) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(program.toString(), "--version").redirectError(ProcessBuilder.Redirect.DISCARD);
            // Terraform would ask HashiCorp for a newer version.
            builder.environment().put("CHECKPOINT_DISABLE", "1");
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            // Terraform complains of its configuration file before it answers.
            Matcher matcher = VERSION_LINE.matcher(said);
            if (matcher.find()) {
                return ToolVersion.parse(matcher.group(1));
            }
        } catch (IOException e) {
            // Not a program that this machine can run: the sentence below is all there is to say.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        throw unavailable(name + " does not work: '" + program + " --version' prints no version");
    }

    private static CliException unavailable(String message) {
        return new CliException(ExitCode.UNAVAILABLE, message);
    }
}
