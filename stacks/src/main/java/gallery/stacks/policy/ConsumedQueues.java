package gallery.stacks.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** What a function takes from a queue is never lost: single failures are reported, and what always fails is put aside. */
final class ConsumedQueues implements Policy {

    @Override
    public String id() {
        return "consumed-queues";
    }

    @Override
    public String reason() {
        return "One poisoned message would be tried until it expires, and all others of its batch with it.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources("aws_lambda_event_source_mapping")
                .flatMap(mapping -> Stream.concat(whole(mapping), lost(mapping, deployment)));
    }

    private static Stream<Finding> whole(Resource mapping) {
        for (JsonNode type : mapping.body().path("function_response_types")) {
            if (type.asText().equals("ReportBatchItemFailures")) {
                return Stream.empty();
            }
        }
        return Stream.of(mapping.finding("does not report batch item failures"));
    }

    private static Stream<Finding> lost(Resource mapping, Deployment deployment) {
        return deployment
                .resources("aws_sqs_queue")
                .filter(queue -> queue.stack().equals(mapping.stack()))
                .filter(queue -> mapping.text("event_source_arn").startsWith("${" + queue.address() + "."))
                .filter(queue -> queue.text("redrive_policy").isEmpty())
                .map(queue -> queue.finding("is consumed and has no redrive_policy"));
    }
}
