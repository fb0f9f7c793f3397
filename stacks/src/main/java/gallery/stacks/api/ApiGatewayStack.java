package gallery.stacks.api;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.api_gateway_base_path_mapping.ApiGatewayBasePathMapping;
import com.hashicorp.cdktf.providers.aws.api_gateway_deployment.ApiGatewayDeployment;
import com.hashicorp.cdktf.providers.aws.api_gateway_domain_name.ApiGatewayDomainName;
import com.hashicorp.cdktf.providers.aws.api_gateway_domain_name.ApiGatewayDomainNameEndpointConfiguration;
import com.hashicorp.cdktf.providers.aws.api_gateway_method_settings.ApiGatewayMethodSettings;
import com.hashicorp.cdktf.providers.aws.api_gateway_method_settings.ApiGatewayMethodSettingsSettings;
import com.hashicorp.cdktf.providers.aws.api_gateway_rest_api.ApiGatewayRestApi;
import com.hashicorp.cdktf.providers.aws.api_gateway_rest_api.ApiGatewayRestApiEndpointConfiguration;
import com.hashicorp.cdktf.providers.aws.api_gateway_stage.ApiGatewayStage;
import gallery.environments.Api.Authorization;
import gallery.environments.Api.Domain;
import gallery.environments.Api.Throttle;
import gallery.stacks.construct.AlarmTopic;
import gallery.stacks.core.DependencyOutputs;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The REST API of the gallery: three routes, who may call them and how often, and what is known of each call. */
public final class ApiGatewayStack extends GalleryStack {

    private static final String ID = "api";
    private static final String STAGE = "v1";
    private static final String USER_POOL = "user_pool_id";

    private final String apiName;

    public ApiGatewayStack(Construct scope, String name, StackContext context) {
        super(scope, name, context);
        apiName = names().of("api");
        Cors cors = new Cors(environment().api().allowedOrigins());
        AlarmTopic alarms = AlarmTopic.named(names().of(name)).create(this);

        ApiGatewayRestApi api = api(cors);
        new ApiFunctions(this, api.getExecutionArn(), alarms);
        AccessLog log = new AccessLog(this, "access", apiName);
        ApiGatewayStage stage = stage(api, log);
        throttle(api, stage);
        if (environment().api().waf()) {
            new WebAcl(this, "api-acl", apiName, stage.getArn(), cors);
        }
        ApiAlarms.raise(alarms, apiName, STAGE, log);

        output("api_id", api.getId());
        environment()
                .api()
                .domain()
                .ifPresentOrElse(domain -> host(domain, api, stage), () -> output("api_url", stage.getInvokeUrl()));
    }

    private ApiGatewayRestApi api(Cors cors) {
        String description = "The gallery's API for its web client";
        ApiGatewayRestApi.Builder builder = ApiGatewayRestApi.Builder.create(this, "rest-api")
                .name(apiName)
                .description(description)
                .body(new ApiDocument(context(), cors, userPool()).json(apiName, description))
                .failOnWarnings(true)
                .endpointConfiguration(ApiGatewayRestApiEndpointConfiguration.builder()
                        .types(List.of("REGIONAL"))
                        .build())
                .tags(tags());
        if (environment().api().domain().isPresent()) {
            builder.disableExecuteApiEndpoint(true);
        }
        ApiGatewayRestApi api = builder.build();
        api.overrideLogicalId(ID);
        return api;
    }

    /** A local value, because the expression has quotes, which would be escaped within the document. */
    private String userPool() {
        if (environment().api().authorization() == Authorization.COGNITO) {
            addOverride(
                    "locals." + USER_POOL,
                    DependencyOutputs.of(this, context(), "cognito").get(USER_POOL));
        }
        return arns().userPool("${local." + USER_POOL + "}");
    }

    private ApiGatewayStage stage(ApiGatewayRestApi api, AccessLog log) {
        // A deployment is a copy of the API at one time: without a new one a change reaches nobody. The next one is
        // made
        // before the stage lets go of the last.
        ApiGatewayDeployment deployment = ApiGatewayDeployment.Builder.create(this, "deployment")
                .restApiId(api.getId())
                .triggers(Map.of("content", "${sha256(aws_api_gateway_rest_api." + ID + ".body)}"))
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .build();
        deployment.overrideLogicalId(ID);
        List<ITerraformDependable> before =
                List.of(new AccountLogging(this, "api-logs", names().of("api-logs")).resource());
        ApiGatewayStage stage = ApiGatewayStage.Builder.create(this, "stage")
                .restApiId(api.getId())
                .deploymentId(deployment.getId())
                .stageName(STAGE)
                .description("What the web client calls")
                .accessLogSettings(log.settings())
                .dependsOn(before)
                .tags(tags())
                .build();
        stage.overrideLogicalId(ID);
        return stage;
    }

    private void throttle(ApiGatewayRestApi api, ApiGatewayStage stage) {
        Throttle throttle = environment().api().throttle();
        ApiGatewayMethodSettings.Builder.create(this, "method-settings")
                .restApiId(api.getId())
                .stageName(stage.getStageName())
                .methodPath("*/*")
                .settings(ApiGatewayMethodSettingsSettings.builder()
                        .throttlingRateLimit(throttle.rate())
                        .throttlingBurstLimit(throttle.burst())
                        // Execution logs would hold requests with their tokens.
                        .loggingLevel("OFF")
                        .dataTraceEnabled(false)
                        .metricsEnabled(false)
                        .build())
                .build()
                .overrideLogicalId(ID);
    }

    /** The name's DNS zone belongs to somebody else, so the record is made there, from the output. */
    private void host(Domain domain, ApiGatewayRestApi api, ApiGatewayStage stage) {
        ApiGatewayDomainName name = ApiGatewayDomainName.Builder.create(this, "domain-name")
                .domainName(domain.name())
                .regionalCertificateArn(domain.certificate())
                .securityPolicy("TLS_1_2")
                .endpointConfiguration(ApiGatewayDomainNameEndpointConfiguration.builder()
                        .types(List.of("REGIONAL"))
                        .build())
                .tags(tags())
                .build();
        name.overrideLogicalId(ID);
        ApiGatewayBasePathMapping.Builder.create(this, "base-path")
                .apiId(api.getId())
                .stageName(stage.getStageName())
                .domainName(name.getDomainName())
                .build()
                .overrideLogicalId(ID);
        output("api_url", "https://" + domain.name());
        output("domain_target", name.getRegionalDomainName());
        output("domain_target_zone", name.getRegionalZoneId());
    }

    private void output(String id, String value) {
        TerraformOutput.Builder.create(this, id).value(value).build();
    }
}
