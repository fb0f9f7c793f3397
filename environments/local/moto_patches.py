"""What moto 5.2 forgets, answers differently from AWS, or does not offer, as far as the gallery's stacks notice.

One function a patch; its docstring says what goes wrong without it. Each has a test in test_moto_local.py.
"""

import copy
import functools
import json
from urllib.parse import unquote

from moto.apigateway.models import APIGatewayBackend, RestAPI
from moto.apigateway.responses import APIGatewayResponse
from moto.apigateway.urls import url_paths as api_gateway_urls
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.awslambda.models import EventSourceMapping, LambdaBackend, LambdaFunction
from moto.codebuild.responses import CodeBuildResponse
from moto.cognitoidp.models import CognitoIdpUserPool
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core.config import default_user_config
from moto.core.responses import ActionResult
from moto.events.models import Rule
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.s3.models import FakeDeleteMarker
from moto.s3.responses import S3Response
from moto.sagemaker.responses import SageMakerResponse
from moto.sqs.models import Queue

PATCHES = []


def install():
    for patch in PATCHES:
        patch()


def patch(function):
    PATCHES.append(function)
    return function


def around(owner, name=None):
    """Replaces a method of moto by one that gets moto's own as its first argument."""

    def replace(method):
        original = getattr(owner, name or method.__name__)

        @functools.wraps(original)
        def replacement(self, *args, **kwargs):
            return method(original, self, *args, **kwargs)

        setattr(owner, name or method.__name__, replacement)
        return replacement

    return replace


def added_to(owner):
    """Adds a call that moto does not know."""

    def add(method):
        setattr(owner, method.__name__, method)
        return method

    return add


@patch
def api_gateway_policy():
    """AWS returns a REST API's policy with its quotes escaped; the provider cannot read moto's bare one."""

    @around(RestAPI)
    def to_dict(original, self):
        found = original(self)
        if found["policy"]:
            found["policy"] = json.dumps(found["policy"])[1:-1]
        return found


@patch
def api_gateway_binary_media_types():
    """A new REST API drops its binary media types: every later plan would add them again."""

    @around(APIGatewayResponse)
    def create_rest_api(original, self):
        status, headers, body = original(self)
        types = self._get_param("binaryMediaTypes")
        if status != 200 or not types:
            return status, headers, body
        api = self.backend.get_rest_api(json.loads(body)["id"])
        api.binaryMediaTypes = types
        return status, headers, json.dumps(api.to_dict())


@patch
def api_gateway_mock_integrations():
    """An OpenAPI document with a mock integration, which has neither address nor method, becomes an error 500."""

    @around(APIGatewayBackend)
    def put_integration(original, self, *args, **kwargs):
        if kwargs.get("integration_type") == "mock":
            kwargs = {"uri": "", "integration_method": ""} | kwargs
        return original(self, *args, **kwargs)


@patch
def api_gateway_tags():
    """A REST API's tags can be set once: changing them is answered with 404."""
    place = "{0}/tags/arn:(?P<partition>[^/]+):apigateway:(?P<region_name>[^/]+)::/restapis/(?P<function_id>[^/]+)$"
    api_gateway_urls[place] = APIGatewayResponse.dispatch

    def tagged_api(response):
        words = unquote(response.path).split("/restapis/")[1].split("/")
        return response.backend.get_rest_api(words[0]) if len(words) == 1 else None

    @around(APIGatewayResponse)
    def tag_resource(original, self):
        api = tagged_api(self)
        if not api:
            return original(self)
        api.tags = {**(api.tags or {}), **self._get_param("tags")}
        return "{}"

    @around(APIGatewayResponse)
    def untag_resource(original, self):
        api = tagged_api(self)
        if not api:
            return original(self)
        gone = self.querystring.get("tagKeys", [])
        api.tags = {key: value for key, value in (api.tags or {}).items() if key not in gone}
        return "{}"


@patch
def auto_scaling_tags():
    """Application Auto Scaling has no tag calls; the provider repeats them until it times out."""
    tags = {}  # ARN of the scalable target -> its tags

    @around(ApplicationAutoScalingResponse)
    def register_scalable_target(original, self):
        body = original(self)
        tags.setdefault(json.loads(body)["ScalableTargetARN"], {}).update(self._get_param("Tags") or {})
        return body

    @added_to(ApplicationAutoScalingResponse)
    def list_tags_for_resource(self):
        return json.dumps({"Tags": tags.get(self._get_param("ResourceARN"), {})})

    @added_to(ApplicationAutoScalingResponse)
    def tag_resource(self):
        tags.setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
        return "{}"

    @added_to(ApplicationAutoScalingResponse)
    def untag_resource(self):
        for key in self._get_param("TagKeys"):
            tags.get(self._get_param("ResourceARN"), {}).pop(key, None)
        return "{}"


@patch
def codebuild_update():
    """CodeBuild has no UpdateProject and forgets some of what CreateProject gets, the encryption key for one."""

    @added_to(CodeBuildResponse)
    def update_project(self):
        project = self.codebuild_backend.codebuild_projects[self._get_param("name")].project_metadata
        project.update(json.loads(self.body))
        return json.dumps({"project": project})

    @around(CodeBuildResponse)
    def create_project(original, self):
        original(self)
        return update_project(self)


@patch
def cognito_calls():
    """Cognito can neither change a user pool's tags nor delete a resource server."""

    def tags_of(response):
        pool_id = response._get_param("ResourceArn").split("/")[-1]
        return response.backend.describe_user_pool(pool_id).extended_config.setdefault("UserPoolTags", {})

    @added_to(CognitoIdpResponse)
    def tag_resource(self):
        tags_of(self).update(self._get_param("Tags"))
        return "{}"

    @added_to(CognitoIdpResponse)
    def untag_resource(self):
        for key in self._get_param("TagKeys"):
            tags_of(self).pop(key, None)
        return "{}"

    @added_to(CognitoIdpResponse)
    def delete_resource_server(self):
        pool = self.backend.describe_user_pool(self._get_param("UserPoolId"))
        pool.resource_servers.pop(self._get_param("Identifier"), None)
        return "{}"


@patch
def cognito_update_keeps_tags():
    """An update of a user pool without tags drops the ones it has; AWS leaves them."""

    @around(CognitoIdpUserPool)
    def update_extended_config(original, self, config):
        tags = getattr(self, "extended_config", {}).get("UserPoolTags")
        original(self, config)
        if tags:
            self.extended_config.setdefault("UserPoolTags", tags)


@patch
def eventbridge_targets():
    """A rule with a Lambda or SNS target turns the PutObject or PutEvents that matches it into an error 500.

    Those targets are passed over: nothing runs behind them here.
    """
    delivered = ("logs", "events", "sqs")

    @around(Rule)
    def send_to_targets(original, self, *args, **kwargs):
        rule = copy.copy(self)
        rule.targets = [target for target in self.targets if target["Arn"].split(":")[2] in delivered]
        original(rule, *args, **kwargs)


@patch
def iam_managed_policies():
    """Policies that AWS manages are not there: attaching one to a role fails."""
    default_user_config["iam"]["load_aws_managed_policies"] = True


@patch
def lambda_event_source_of_an_alias():
    """An event source mapping to an alias names the version behind it: every later plan would set the alias again."""

    @around(EventSourceMapping)
    def get_configuration(original, self):
        found = original(self)
        return found | {"FunctionArn": self.function_name} if self.function_name.startswith("arn:") else found

    @around(LambdaBackend)
    def update_event_source_mapping(original, self, uuid, spec):
        mapping = original(self, uuid, spec)
        if mapping and "FunctionName" in spec:
            mapping.function_name = spec["FunctionName"]
        return mapping


@patch
def lambda_settings():
    """Lambda drops these settings on the way in, or on an update: every later plan would set them again."""
    kept = ("DeadLetterConfig", "FileSystemConfigs", "KMSKeyArn", "LoggingConfig", "SnapStart", "TracingConfig")

    def keep(function, spec):
        function.__dict__.setdefault("settings", {}).update({name: spec[name] for name in kept if name in spec})

    @around(LambdaFunction)
    def __init__(original, self, account_id, spec, *args, **kwargs):
        original(self, account_id, spec, *args, **kwargs)
        keep(self, spec)

    @around(LambdaFunction)
    def update_configuration(original, self, spec):
        keep(self, spec)
        if "EphemeralStorage" in spec:
            self.ephemeral_storage = spec["EphemeralStorage"]["Size"]
        return original(self, spec)

    @around(LambdaFunction)
    def get_configuration(original, self, *args, **kwargs):
        return original(self, *args, **kwargs) | self.__dict__.get("settings", {})


@patch
def policy_conditions():
    """moto takes a bucket policy's Deny with a Condition (TLS only, say) for a Deny of everything.

    Such statements are left out, so they are not tested here either.
    """

    @around(IAMPolicyStatement)
    def is_action_permitted(original, self, *args, **kwargs):
        if "Condition" in self._statement:
            return PermissionResult.NEUTRAL
        return original(self, *args, **kwargs)


@patch
def s3_delete_markers():
    """An object with a delete marker cannot be removed once versioning is off: the bucket could not be emptied."""

    @added_to(FakeDeleteMarker)
    def dispose(self, garbage=False):
        """A marker holds no bytes to let go of."""


@patch
def s3_eventbridge_flag():
    """S3 keeps a bucket's EventBridge flag but does not return it: every later plan would set it again."""

    @around(S3Response)
    def get_bucket_notification(original, self):
        found = self.backend.get_bucket_notification_configuration(self.bucket_name)
        if found and found.event_bridge is not None:
            serialized = self.serialized
            self.serialized = lambda answer: serialized(ActionResult(answer.result | {"EventBridgeConfiguration": {}}))
        return original(self)


@patch
def sagemaker_deployment_configuration():
    """An endpoint forgets how it is deployed: every later plan would replace it."""

    @around(SageMakerResponse)
    def create_endpoint(original, self):
        made = original(self)
        remember_deployment(self)
        return made

    @around(SageMakerResponse)
    def describe_endpoint(original, self):
        found = original(self).result
        deployed = self.sagemaker_backend.endpoints[self._get_param("EndpointName")].__dict__.get("deployment")
        return ActionResult(found | {"LastDeploymentConfig": deployed} if deployed else found)


def remember_deployment(response):
    endpoint = response.sagemaker_backend.endpoints[response._get_param("EndpointName")]
    endpoint.deployment = response._get_param("DeploymentConfig")


@patch
def sagemaker_empty_blocks():
    """SageMaker answers {} where AWS answers nothing; the provider would replace the resource for it."""

    def without_empty_blocks(original, self):
        return ActionResult({name: value for name, value in original(self).result.items() if value != {}})

    around(SageMakerResponse, "describe_model")(without_empty_blocks)
    around(SageMakerResponse, "describe_endpoint_config")(without_empty_blocks)


@patch
def sagemaker_network_isolation():
    """A new model forgets its network isolation: every later plan would replace it."""

    @around(SageMakerResponse)
    def create_model(original, self):
        made = original(self)
        model = self.sagemaker_backend.describe_model(self._get_param("ModelName"))
        model.enable_network_isolation = bool(self._get_param("EnableNetworkIsolation"))
        return made


@patch
def sagemaker_update_endpoint():
    """SageMaker has no UpdateEndpoint: a new image could not roll out."""

    @added_to(SageMakerResponse)
    def update_endpoint(self):
        endpoint = self.sagemaker_backend.endpoints[self._get_param("EndpointName")]
        endpoint.endpoint_config_name = self._get_param("EndpointConfigName")
        remember_deployment(self)
        return ActionResult({"EndpointArn": endpoint.arn})


@patch
def sqs_policies():
    """SQS loses a queue's policy on each other change, and does not know RedriveAllowPolicy.

    It also writes the redrive policy with spaces and unset attributes as empty ones; the provider waits for
    exactly what it sent.
    """
    Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]
    Queue.redrive_allow_policy = None

    @around(Queue)
    def _set_attributes(original, self, attributes, now=None):
        before = getattr(self, "policy", None)
        original(self, attributes, now)
        if "Policy" not in attributes:
            self.policy = before

    attributes = Queue.attributes.fget

    def as_aws_writes_them(self):
        found = {name: value for name, value in attributes(self).items() if value not in (None, "")}
        if "RedrivePolicy" in found:
            found["RedrivePolicy"] = json.dumps(json.loads(found["RedrivePolicy"]), separators=(",", ":"))
        return found

    Queue.attributes = property(as_aws_writes_them)
