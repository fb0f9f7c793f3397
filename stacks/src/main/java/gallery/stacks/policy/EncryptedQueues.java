package gallery.stacks.policy;

import java.util.stream.Stream;

/** Every queue encrypts its messages. */
final class EncryptedQueues implements Policy {

    @Override
    public String id() {
        return "encrypted-queues";
    }

    @Override
    public String reason() {
        return "Messages name people's pictures while they wait.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources("aws_sqs_queue")
                .filter(queue -> !queue.isTrue("sqs_managed_sse_enabled")
                        && queue.text("kms_master_key_id").isEmpty())
                .map(queue -> queue.finding("has neither sqs_managed_sse_enabled nor kms_master_key_id"));
    }
}
