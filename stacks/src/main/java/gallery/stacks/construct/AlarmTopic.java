package gallery.stacks.construct;

import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import com.hashicorp.cdktf.providers.aws.sns_topic.SnsTopic;
import com.hashicorp.cdktf.providers.aws.sns_topic_subscription.SnsTopicSubscription;
import gallery.stacks.core.Arns;
import gallery.stacks.core.GalleryStack;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * The place where a stack's alarms arrive, and from which they are mailed.
 *
 * <p>The topic has a key of its own, because CloudWatch and EventBridge cannot publish to a topic that is encrypted with the
 * AWS managed key of SNS.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html">key management of SNS</a>
 */
public final class AlarmTopic extends Construct {

    private static final String ID = "alarms";

    private final GalleryStack stack;
    private final String prefix;
    private final SnsTopic topic;

    private AlarmTopic(GalleryStack stack, Builder settings) {
        super(stack, ID);
        this.stack = stack;
        this.prefix = settings.prefix;
        topic = SnsTopic.Builder.create(this, "topic")
                .name(settings.topic())
                .kmsMasterKeyId(key(settings).arn())
                .policy(policy(settings).json())
                .tags(stack.tags())
                .build();
        topic.overrideLogicalId(ID);
        stack.context()
                .environment()
                .alarms()
                .email()
                .ifPresent(email -> SnsTopicSubscription.Builder.create(this, "email")
                        .topicArn(topic.getArn())
                        .protocol("email")
                        .endpoint(email)
                        .build()
                        .overrideLogicalId(ID));
    }

    /**
     * Begins the topic {@code <prefix>-alarms}.
     *
     * @param prefix what the names of its alarms begin with, without the hyphen that follows
     */
    public static Builder named(String prefix) {
        return new Builder(prefix);
    }

    /** The ARN as a reference. */
    public String arn() {
        return topic.getArn();
    }

    /** Creates the alarm {@code <prefix>-<id>}, which tells this topic when it goes off and when it is over. */
    public CloudwatchMetricAlarm raise(String id, MetricAlarm alarm) {
        return alarm.create(stack, id, prefix + "-" + id, List.of(arn()), List.of(arn()));
    }

    private EncryptionKey key(Builder settings) {
        EncryptionKey.Builder key = EncryptionKey.named("alias/" + settings.topic(), "sns")
                .describedAs("Encrypts the topic " + settings.topic())
                .allowing(Statement.allow("PublishAlarms")
                        .services("cloudwatch.amazonaws.com")
                        .actions("kms:Decrypt", "kms:GenerateDataKey")
                        .on("*")
                        .when("StringEquals", "aws:SourceAccount", account()));
        if (!settings.rules.isEmpty()) {
            // No condition: KMS knows neither rule nor account when EventBridge publishes to an encrypted topic
            // (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html). The topic's policy names the rules.
            key.allowing(Statement.allow("PublishEvents")
                    .services("events.amazonaws.com")
                    .actions("kms:Decrypt", "kms:GenerateDataKey")
                    .on("*"));
        }
        return key.create(stack, ID);
    }

    private PolicyDocument policy(Builder settings) {
        Arns arns = stack.context().arns();
        String self = arns.of("sns", settings.topic());
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow("PublishAlarms")
                .services("cloudwatch.amazonaws.com")
                .actions("sns:Publish")
                .on(self)
                .when("StringEquals", "aws:SourceAccount", account())
                .when("ArnLike", "aws:SourceArn", arns.of("cloudwatch", "alarm:" + prefix + "-*")));
        if (!settings.rules.isEmpty()) {
            statements.add(Statement.allow("PublishEvents")
                    .services("events.amazonaws.com")
                    .actions("sns:Publish")
                    .on(self)
                    .when("ArnEquals", "aws:SourceArn", settings.rules.toArray(String[]::new)));
        }
        statements.add(Statement.deny("RefusePlainHttp")
                .everyone()
                .actions("sns:Publish")
                .on(self)
                .when("Bool", "aws:SecureTransport", "false"));
        return new PolicyDocument(statements);
    }

    private String account() {
        return stack.context().environment().account();
    }

    /** Collects who publishes to a topic. */
    public static final class Builder {

        private final String prefix;
        private final List<String> rules = new ArrayList<>();

        private Builder(String prefix) {
            this.prefix = prefix;
        }

        /** Lets the EventBridge rule of that ARN publish, beside the alarms. */
        public Builder admittingRule(String arn) {
            rules.add(arn);
            return this;
        }

        /** Creates the topic; a stack has one at most. */
        public AlarmTopic create(GalleryStack stack) {
            return new AlarmTopic(stack, this);
        }

        private String topic() {
            return prefix + "-" + ID;
        }
    }
}
