package gallery.stacks.construct;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import gallery.stacks.core.GalleryStack;
import software.constructs.Construct;

/**
 * A log group that exists before its writer does.
 *
 * <p>Services create a missing group themselves, but then nothing in it ever expires and {@code destroy} leaves it behind.
 */
public final class LogGroup extends Construct {

    private final String name;
    private final CloudwatchLogGroup group;

    private LogGroup(GalleryStack stack, String id, String name, int retentionDays) {
        super(stack, id);
        this.name = name;
        this.group = CloudwatchLogGroup.Builder.create(this, "group")
                .name(name)
                .retentionInDays(retentionDays)
                .tags(stack.tags())
                .build();
        group.overrideLogicalId(id);
    }

    /**
     * Creates a log group.
     *
     * @param id its name within Terraform
     * @param retentionDays one of the values that CloudWatch Logs accepts
     */
    public static LogGroup create(GalleryStack stack, String id, String name, int retentionDays) {
        return new LogGroup(stack, id + "-logs", name, retentionDays);
    }

    public String name() {
        return name;
    }

    /** The group itself, for what must not start before it exists. */
    public CloudwatchLogGroup resource() {
        return group;
    }
}
