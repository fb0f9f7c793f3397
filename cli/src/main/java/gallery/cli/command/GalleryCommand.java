package gallery.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The root of the command line. */
@Command(
        name = "gallery-cli",
        description =
                "Deploys the backend of the AI photo gallery: plan, apply and destroy its stacks, alone or together.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            ListCommand.class,
            SynthCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            DestroyCommand.class,
            OutputCommand.class,
            DoctorCommand.class,
            LocalCommand.class,
            HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gallery-cli plan --stack facechain             what would change in one group",
            "  gallery-cli local start && gallery-cli apply    everything, on the emulator",
            "  gallery-cli apply --env dev --stack 's3,byoc'   one stack and one group, in AWS",
            "",
            "Exit codes: 0 done; 1 a stack failed; 2 changes exist (--detailed-exitcode); 64 wrong usage;",
            "65 invalid environment; 69 something needed is missing; 77 refused; 130 interrupted."
        })
public final class GalleryCommand {}
