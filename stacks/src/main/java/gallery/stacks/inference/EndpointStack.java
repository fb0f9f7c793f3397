package gallery.stacks.inference;

import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import gallery.environments.ImagePrefix;
import gallery.environments.Images;
import gallery.environments.Inference.Endpoint;
import gallery.environments.Inference.Mode;
import gallery.environments.Model;
import gallery.stacks.construct.AlarmTopic;
import gallery.stacks.construct.ContainerSource;
import gallery.stacks.construct.LogGroup;
import gallery.stacks.construct.ServiceRole;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.constructs.Construct;

/** A model's endpoint: the image of the source at hand, served, scaled and watched. */
public final class EndpointStack extends GalleryStack {

    private static final String SERVER_ERRORS = "server-errors";

    private static final String ASYNC_TIMEOUT_SECONDS = "300";

    private final Model model;
    private final String endpoint;
    private final Endpoint settings;
    private final ObjectAccess access;

    public EndpointStack(Construct scope, String name, StackContext context, Model model) {
        super(scope, name, context);
        this.model = model;
        endpoint = names().endpoint(model);
        settings = environment().inference().of(model);
        access = ObjectAccess.of(
                model, settings.mode(), environment().inference().restore());
        String imageTag = ContainerSource.read(context.containers(), model).imageTag();

        AlarmTopic alarms = AlarmTopic.named(names().of(name)).create(this);
        CloudwatchMetricAlarm serverErrors = alarms.raise(SERVER_ERRORS, EndpointAlarms.serverErrors(endpoint));
        EndpointAlarms.raise(alarms, endpoint, settings);

        LogGroup logs = LogGroup.create(
                this,
                "endpoint",
                "/aws/sagemaker/Endpoints/" + endpoint,
                environment().lambda().logRetentionDays());
        ServiceRole role =
                new EndpointRole(this, model, access, logs, names().of(name) + "-" + SERVER_ERRORS).create("endpoint");
        ServedModel served = servedModel(imageTag);
        ServingConfiguration serving = new ServingConfiguration(
                endpoint + "-" + imageTag,
                served.name(),
                settings.instanceType(),
                Math.max(1, settings.minCapacity()),
                settings.mode() == Mode.ASYNC ? Optional.of(answers()) : Optional.empty());
        ModelEndpoint running = new ModelEndpoint(this, "model", endpoint, served, serving, role, logs, serverErrors);
        new EndpointScaling(this, "model", endpoint, settings, running);

        TerraformOutput.Builder.create(this, "endpoint_name").value(endpoint).build();
        TerraformOutput.Builder.create(this, "image").value(served.image()).build();
    }

    private ServedModel servedModel(String imageTag) {
        return new ServedModel(
                endpoint + "-" + imageTag,
                arns().registry() + "/" + names().repository(model) + ":" + imageTag,
                EndpointRole.name(names(), model),
                variables());
    }

    private SortedMap<String, String> variables() {
        Images images = environment().images();
        SortedMap<String, String> variables = new TreeMap<>();
        variables.put("AWS_DEFAULT_REGION", environment().region());
        variables.put("GALLERY_BUCKET", names().imageBucket());
        variables.put("GALLERY_INPUT_PREFIXES", prefixes(access.pictures()));
        variables.put("GALLERY_OUTPUT_PREFIXES", prefixes(access.results()));
        variables.put("GALLERY_MAX_UPLOAD_BYTES", Long.toString(images.maxUploadBytes()));
        variables.put("GALLERY_MAX_PIXELS", Long.toString(images.maxPixels()));
        if (settings.mode() == Mode.ASYNC) {
            // The container's defaults keep within the 60 seconds of a realtime call; a queued one has SageMaker's 15
            // minutes.
            variables.put("GALLERY_QUEUE_TIMEOUT_SECONDS", ASYNC_TIMEOUT_SECONDS);
            variables.put("GALLERY_PREDICT_TIMEOUT_SECONDS", ASYNC_TIMEOUT_SECONDS);
        }
        return variables;
    }

    private static String prefixes(List<ImagePrefix> prefixes) {
        return prefixes.stream().map(ImagePrefix::keyPrefix).collect(Collectors.joining(","));
    }

    private ServingConfiguration.AsyncAnswers answers() {
        String bucket = "s3://" + names().imageBucket() + "/";
        return new ServingConfiguration.AsyncAnswers(
                bucket + ImagePrefix.INFERENCE_OUTPUT.keyPrefix(),
                bucket + ImagePrefix.INFERENCE_FAILURE.keyPrefix(),
                environment().images().encryption() == Images.Encryption.KMS
                        ? Optional.of(arns().of("kms", names().imageKeyAlias()))
                        : Optional.empty());
    }
}
