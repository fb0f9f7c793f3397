package gallery.cli.command;

import gallery.cli.operation.Tools;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = GalleryCommand.class.getPackage().getImplementationVersion();
        return new String[] {
            "gallery-cli " + (version == null ? "(not packaged)" : version),
            "Java " + Runtime.version() + "; needs Terraform " + Tools.OLDEST_TERRAFORM + " and Node.js "
                    + Tools.OLDEST_NODE + " or newer"
        };
    }
}
