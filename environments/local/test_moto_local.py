"""Each patch of moto_patches.py and each promise of moto_local.py, tried over HTTP as Terraform would.

    python3 test_moto_local.py

Needs a Python with moto[server], which brings boto3. Starts servers on free ports of 127.0.0.1 and stops them.
"""

import errno
import http.client
import io
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import zipfile

import boto3
from botocore.config import Config

LAUNCHER = pathlib.Path(__file__).with_name("moto_local.py")
ACCOUNT = "123456789012"
REGION = "us-east-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/any"
# The caller's AWS settings (a profile, a CA bundle) have no business in here.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def start(*arguments, **environment):
    return subprocess.Popen(
        [sys.executable, str(LAUNCHER), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=ENVIRONMENT | environment,
    )


def url_of(server):
    line = server.stdout.readline()
    found = re.fullmatch(r"listening on (http://127\.0\.0\.1:\d+)\n", line)
    if not found:
        server.kill()
        raise AssertionError(f"unexpected first line: {line}{server.communicate()[0]}")
    return found.group(1)


def stop(server):
    server.terminate()
    rest, _ = server.communicate(timeout=20)
    return rest


class LauncherTest(unittest.TestCase):
    def test_serves_loopback_alone_and_ends_on_sigterm_having_printed_one_line(self):
        server = start()
        try:
            port = int(url_of(server).rsplit(":", 1)[1])
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", "/moto-api/")
            self.assertEqual(200, connection.getresponse().status)
            with self.assertRaises(OSError):
                socket.create_connection(("127.0.0.2", port), timeout=5).close()
        finally:
            rest = stop(server)
        self.assertEqual("", rest)
        self.assertEqual(0, server.returncode)

    def test_has_a_session_of_its_own(self):
        server = start()
        try:
            url_of(server)
            self.assertEqual(server.pid, os.getsid(server.pid))
        finally:
            stop(server)

    def test_says_that_a_port_is_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            server = start("--port", str(port))
            said, _ = server.communicate(timeout=20)
        self.assertEqual(f"port {port} on 127.0.0.1 cannot be used: {os.strerror(errno.EADDRINUSE)}\n", said)
        self.assertEqual(73, server.returncode)

    def test_refuses_another_moto(self):
        with tempfile.TemporaryDirectory() as folder:
            info = pathlib.Path(folder, "moto-4.2.14.dist-info")
            info.mkdir()
            info.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: moto\nVersion: 4.2.14\n")
            server = start(PYTHONPATH=folder)
            said, _ = server.communicate(timeout=20)
        self.assertEqual(
            f"{sys.executable} has moto 4.2.14, the local emulator needs 5.2.x; "
            "install it: pip install 'moto[server]==5.2.*'\n",
            said,
        )
        self.assertEqual(69, server.returncode)

    def test_check_names_the_interpreter(self):
        server = start("--check")
        said, _ = server.communicate(timeout=20)
        self.assertEqual((0, f"{sys.executable}\n"), (server.returncode, said))

    def test_check_says_what_to_install(self):
        # -S leaves out site-packages, and with them moto.
        check = subprocess.run(
            [sys.executable, "-S", str(LAUNCHER), "--check"],
            capture_output=True,
            text=True,
            timeout=20,
            env=ENVIRONMENT,
        )
        self.assertEqual(
            f"{sys.executable} has no moto; install it: pip install 'moto[server]==5.2.*'\n", check.stderr
        )
        self.assertEqual((69, ""), (check.returncode, check.stdout))

    def test_refuses_moto_without_its_server(self):
        with tempfile.TemporaryDirectory() as folder:
            info = pathlib.Path(folder, "moto-5.2.1.dist-info")
            info.mkdir()
            info.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: moto\nVersion: 5.2.1\n")
            check = subprocess.run(
                [sys.executable, "-S", str(LAUNCHER), "--check"],
                capture_output=True,
                text=True,
                timeout=20,
                env=ENVIRONMENT | {"PYTHONPATH": folder},
            )
        self.assertEqual(
            f"{sys.executable} has moto without its server; install it: pip install 'moto[server]==5.2.*'\n",
            check.stderr,
        )
        self.assertEqual(69, check.returncode)


def zipped_code():
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("function.txt", "code")
    return code.getvalue()


class PatchTest(unittest.TestCase):
    """One server for all tests: each uses names of its own."""

    @classmethod
    def setUpClass(cls):
        cls.server = start()
        cls.url = url_of(cls.server)
        session = boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name=REGION)
        config = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})
        cls.clients = {
            service: session.client(service, endpoint_url=cls.url, config=config)
            for service in (
                "apigateway",
                "application-autoscaling",
                "codebuild",
                "cognito-idp",
                "events",
                "lambda",
                "s3",
                "sagemaker",
                "sqs",
            )
        }
        cls.clients["iam"] = session.client("iam", endpoint_url=cls.url, config=config)
        cls.clients["iam"].create_role(RoleName="any", AssumeRolePolicyDocument="{}")

    @classmethod
    def tearDownClass(cls):
        for client in cls.clients.values():
            client.close()
        stop(cls.server)

    def client(self, service):
        return self.clients[service]

    def test_api_gateway_policy(self):
        policy = '{"Version":"2012-10-17","Statement":[]}'
        api = self.client("apigateway").create_rest_api(name="policy", policy=policy)
        found = self.client("apigateway").get_rest_api(restApiId=api["id"])["policy"]
        self.assertEqual(policy, json.loads(f'"{found}"'))

    def test_api_gateway_binary_media_types(self):
        api = self.client("apigateway").create_rest_api(name="types", binaryMediaTypes=["image/jpeg", "image/png"])
        self.assertEqual(["image/jpeg", "image/png"], api["binaryMediaTypes"])
        found = self.client("apigateway").get_rest_api(restApiId=api["id"])
        self.assertEqual(["image/jpeg", "image/png"], found["binaryMediaTypes"])

    def test_api_gateway_mock_integrations(self):
        gateway = self.client("apigateway")
        api = gateway.create_rest_api(name="mock")["id"]
        preflight = {
            "responses": {"204": {"description": "allowed"}},
            "x-amazon-apigateway-integration": {
                "type": "mock",
                "requestTemplates": {"application/json": '{"statusCode": 204}'},
                "responses": {"default": {"statusCode": "204"}},
            },
        }
        document = {
            "openapi": "3.0.1",
            "info": {"title": "mock", "version": "1"},
            "paths": {"/agree": {"options": preflight}},
        }
        gateway.put_rest_api(restApiId=api, mode="overwrite", failOnWarnings=True, body=json.dumps(document))
        resources = {resource["path"]: resource["id"] for resource in gateway.get_resources(restApiId=api)["items"]}
        found = gateway.get_integration(restApiId=api, resourceId=resources["/agree"], httpMethod="OPTIONS")
        self.assertEqual("mock", found["type"].lower())
        self.assertEqual("204", found["integrationResponses"]["204"]["statusCode"])

    def test_api_gateway_tags(self):
        gateway = self.client("apigateway")
        api = gateway.create_rest_api(name="tags", tags={"old": "1", "kept": "1"})["id"]
        arn = f"arn:aws:apigateway:{REGION}::/restapis/{api}"
        gateway.tag_resource(resourceArn=arn, tags={"new": "2"})
        gateway.untag_resource(resourceArn=arn, tagKeys=["old"])
        self.assertEqual({"kept": "1", "new": "2"}, gateway.get_rest_api(restApiId=api)["tags"])

    def test_auto_scaling_tags(self):
        self.client("sagemaker").create_model(
            ModelName="scaled", ExecutionRoleArn=ROLE, PrimaryContainer={"Image": "image"}
        )
        self.endpoint_config("scaled", model="scaled")
        self.client("sagemaker").create_endpoint(EndpointName="scaled", EndpointConfigName="scaled")
        scaling = self.client("application-autoscaling")
        target = scaling.register_scalable_target(
            ServiceNamespace="sagemaker",
            ResourceId="endpoint/scaled/variant/main",
            ScalableDimension="sagemaker:variant:DesiredInstanceCount",
            MinCapacity=0,
            MaxCapacity=1,
            Tags={"Stack": "one", "gone": "soon"},
        )["ScalableTargetARN"]
        scaling.tag_resource(ResourceARN=target, Tags={"Stack": "two"})
        scaling.untag_resource(ResourceARN=target, TagKeys=["gone"])
        self.assertEqual({"Stack": "two"}, scaling.list_tags_for_resource(ResourceARN=target)["Tags"])

    def test_codebuild_update(self):
        codebuild = self.client("codebuild")
        project = {
            "name": "build",
            "source": {"type": "S3", "location": "bucket/first.zip"},
            "artifacts": {"type": "NO_ARTIFACTS"},
            "environment": {"type": "LINUX_CONTAINER", "image": "image", "computeType": "BUILD_GENERAL1_SMALL"},
            "serviceRole": ROLE,
        }
        codebuild.create_project(**project, encryptionKey="arn:aws:kms:us-east-1:123456789012:key/one")
        found = codebuild.batch_get_projects(names=["build"])["projects"][0]
        self.assertEqual("arn:aws:kms:us-east-1:123456789012:key/one", found["encryptionKey"])
        codebuild.update_project(name="build", source={"type": "S3", "location": "bucket/second.zip"})
        found = codebuild.batch_get_projects(names=["build"])["projects"][0]
        self.assertEqual("bucket/second.zip", found["source"]["location"])
        self.assertEqual("arn:aws:kms:us-east-1:123456789012:key/one", found["encryptionKey"])

    def test_cognito_calls(self):
        cognito = self.client("cognito-idp")
        pool = cognito.create_user_pool(PoolName="calls", UserPoolTags={"Stack": "one", "gone": "soon"})["UserPool"]
        cognito.tag_resource(ResourceArn=pool["Arn"], Tags={"Stack": "two"})
        cognito.untag_resource(ResourceArn=pool["Arn"], TagKeys=["gone"])
        found = cognito.describe_user_pool(UserPoolId=pool["Id"])["UserPool"]
        self.assertEqual({"Stack": "two"}, found["UserPoolTags"])
        cognito.create_resource_server(UserPoolId=pool["Id"], Identifier="gallery", Name="gallery")
        cognito.delete_resource_server(UserPoolId=pool["Id"], Identifier="gallery")
        with self.assertRaises(cognito.exceptions.ResourceNotFoundException):
            cognito.describe_resource_server(UserPoolId=pool["Id"], Identifier="gallery")

    def test_cognito_update_keeps_tags(self):
        cognito = self.client("cognito-idp")
        pool = cognito.create_user_pool(PoolName="tags", UserPoolTags={"Stack": "one"})["UserPool"]
        cognito.update_user_pool(UserPoolId=pool["Id"], DeletionProtection="ACTIVE")
        found = cognito.describe_user_pool(UserPoolId=pool["Id"])["UserPool"]
        self.assertEqual({"Stack": "one"}, found["UserPoolTags"])
        self.assertEqual("ACTIVE", found["DeletionProtection"])

    def test_eventbridge_targets(self):
        """A PutObject succeeds under a rule with Lambda and SNS targets, and the queue beside them gets its event."""
        s3, events, sqs = self.client("s3"), self.client("events"), self.client("sqs")
        queue = sqs.create_queue(QueueName="events")["QueueUrl"]
        s3.create_bucket(Bucket="events")
        s3.put_bucket_notification_configuration(
            Bucket="events", NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        events.put_rule(
            Name="events",
            EventPattern=json.dumps(
                {"source": ["aws.s3"], "detail-type": ["Object Created"], "detail": {"bucket": {"name": ["events"]}}}
            ),
        )
        events.put_targets(
            Rule="events",
            Targets=[
                {"Id": "function", "Arn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:build"},
                {"Id": "topic", "Arn": f"arn:aws:sns:{REGION}:{ACCOUNT}:builds"},
                {"Id": "queue", "Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:events"},
            ],
        )
        s3.put_object(Bucket="events", Key="0123456789abcdef.zip", Body=b"source")
        message = sqs.receive_message(QueueUrl=queue)["Messages"][0]
        self.assertEqual("0123456789abcdef.zip", json.loads(message["Body"])["detail"]["object"]["key"])
        targets = events.list_targets_by_rule(Rule="events")["Targets"]
        self.assertEqual(["function", "queue", "topic"], sorted(target["Id"] for target in targets))

    def test_iam_managed_policies(self):
        policy = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
        self.client("iam").create_role(RoleName="logs", AssumeRolePolicyDocument="{}")
        self.client("iam").attach_role_policy(RoleName="logs", PolicyArn=policy)
        attached = self.client("iam").list_attached_role_policies(RoleName="logs")["AttachedPolicies"]
        self.assertEqual([policy], [found["PolicyArn"] for found in attached])

    def test_lambda_event_source_of_an_alias(self):
        functions = self.client("lambda")
        functions.create_function(
            FunctionName="mapped",
            Runtime="java21",
            Handler="gallery.Handler::handleRequest",
            Role=ROLE,
            Code={"ZipFile": zipped_code()},
            Publish=True,
        )
        aliases = [
            functions.create_alias(FunctionName="mapped", Name=name, FunctionVersion="1")["AliasArn"]
            for name in ("live", "next")
        ]
        url = self.client("sqs").create_queue(QueueName="mapped")["QueueUrl"]
        queue = self.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
        mapping = functions.create_event_source_mapping(EventSourceArn=queue["QueueArn"], FunctionName=aliases[0])
        self.assertEqual(aliases[0], functions.get_event_source_mapping(UUID=mapping["UUID"])["FunctionArn"])
        functions.update_event_source_mapping(UUID=mapping["UUID"], FunctionName=aliases[1])
        self.assertEqual(aliases[1], functions.get_event_source_mapping(UUID=mapping["UUID"])["FunctionArn"])

    def test_lambda_settings(self):
        queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead"
        functions = self.client("lambda")
        functions.create_function(
            FunctionName="settings",
            Runtime="java21",
            Handler="gallery.Handler::handleRequest",
            Role=ROLE,
            Code={"ZipFile": zipped_code()},
            DeadLetterConfig={"TargetArn": queue},
            SnapStart={"ApplyOn": "PublishedVersions"},
            LoggingConfig={"LogFormat": "JSON", "LogGroup": "/gallery/settings"},
        )
        found = functions.get_function_configuration(FunctionName="settings")
        self.assertEqual({"TargetArn": queue}, found["DeadLetterConfig"])
        self.assertEqual("PublishedVersions", found["SnapStart"]["ApplyOn"])
        self.assertEqual("/gallery/settings", found["LoggingConfig"]["LogGroup"])
        functions.update_function_configuration(
            FunctionName="settings",
            EphemeralStorage={"Size": 1024},
            TracingConfig={"Mode": "Active"},
            KMSKeyArn="arn:aws:kms:us-east-1:123456789012:key/one",
        )
        found = functions.get_function_configuration(FunctionName="settings")
        self.assertEqual({"Size": 1024}, found["EphemeralStorage"])
        self.assertEqual({"Mode": "Active"}, found["TracingConfig"])
        self.assertEqual("arn:aws:kms:us-east-1:123456789012:key/one", found["KMSKeyArn"])
        self.assertEqual({"TargetArn": queue}, found["DeadLetterConfig"])

    def test_lambda_needs_no_docker(self):
        functions = self.client("lambda")
        functions.create_function(
            FunctionName="echo", Runtime="java21", Handler="any", Role=ROLE, Code={"ZipFile": zipped_code()}
        )
        answer = functions.invoke(FunctionName="echo", Payload=b'{"imageTag":"0123456789abcdef"}')
        self.assertEqual({"imageTag": "0123456789abcdef"}, json.load(answer["Payload"]))

    def test_policy_conditions(self):
        s3 = self.client("s3")
        s3.create_bucket(Bucket="tls-only")
        s3.put_bucket_policy(
            Bucket="tls-only",
            Policy=json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "s3:*",
                            "Resource": ["arn:aws:s3:::tls-only", "arn:aws:s3:::tls-only/*"],
                            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                        }
                    ],
                }
            ),
        )
        s3.put_object(Bucket="tls-only", Key="key", Body=b"bytes")
        self.assertEqual(b"bytes", s3.get_object(Bucket="tls-only", Key="key")["Body"].read())

    def test_s3_delete_markers(self):
        s3 = self.client("s3")
        s3.create_bucket(Bucket="marked")
        s3.put_bucket_versioning(Bucket="marked", VersioningConfiguration={"Status": "Enabled"})
        s3.put_object(Bucket="marked", Key="object", Body=b"content")
        s3.delete_object(Bucket="marked", Key="object")
        s3.put_bucket_versioning(Bucket="marked", VersioningConfiguration={"Status": "Suspended"})
        s3.delete_objects(Bucket="marked", Delete={"Objects": [{"Key": "object"}]})
        s3.delete_bucket(Bucket="marked")

    def test_s3_eventbridge_flag(self):
        s3, sqs = self.client("s3"), self.client("sqs")
        s3.create_bucket(Bucket="flag")
        self.assertNotIn("EventBridgeConfiguration", s3.get_bucket_notification_configuration(Bucket="flag"))
        s3.put_bucket_notification_configuration(
            Bucket="flag", NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        self.assertIn("EventBridgeConfiguration", s3.get_bucket_notification_configuration(Bucket="flag"))
        sqs.create_queue(QueueName="flag")
        queue = {"QueueArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:flag", "Events": ["s3:ObjectCreated:*"]}
        s3.put_bucket_notification_configuration(
            Bucket="flag", NotificationConfiguration={"EventBridgeConfiguration": {}, "QueueConfigurations": [queue]}
        )
        found = s3.get_bucket_notification_configuration(Bucket="flag")
        self.assertIn("EventBridgeConfiguration", found)
        self.assertEqual(queue["QueueArn"], found["QueueConfigurations"][0]["QueueArn"])
        s3.put_bucket_notification_configuration(Bucket="flag", NotificationConfiguration={})
        self.assertNotIn("EventBridgeConfiguration", s3.get_bucket_notification_configuration(Bucket="flag"))

    def test_sagemaker_deployment_configuration(self):
        sagemaker = self.client("sagemaker")
        sagemaker.create_model(ModelName="deployed", ExecutionRoleArn=ROLE, PrimaryContainer={"Image": "image"})
        self.endpoint_config("deployed", model="deployed")

        def described():
            return sagemaker.describe_endpoint(EndpointName="deployed").get("LastDeploymentConfig")

        def deployment(seconds):
            traffic = {"Type": "ALL_AT_ONCE", "WaitIntervalInSeconds": seconds}
            return {"BlueGreenUpdatePolicy": {"TrafficRoutingConfiguration": traffic}}

        named = {"EndpointName": "deployed", "EndpointConfigName": "deployed"}
        sagemaker.create_endpoint(**named, DeploymentConfig=deployment(60))
        self.assertEqual(deployment(60), described())
        sagemaker.update_endpoint(**named, DeploymentConfig=deployment(90))
        self.assertEqual(deployment(90), described())

    def test_sagemaker_empty_blocks(self):
        sagemaker = self.client("sagemaker")
        sagemaker.create_model(ModelName="empty", ExecutionRoleArn=ROLE, PrimaryContainer={"Image": "image"})
        self.assertNotIn("VpcConfig", sagemaker.describe_model(ModelName="empty"))
        self.endpoint_config("empty", model="empty")
        self.assertNotIn("DataCaptureConfig", sagemaker.describe_endpoint_config(EndpointConfigName="empty"))

    def test_sagemaker_network_isolation(self):
        sagemaker = self.client("sagemaker")
        for name, isolated in (("isolated", True), ("open", False)):
            sagemaker.create_model(
                ModelName=name,
                ExecutionRoleArn=ROLE,
                PrimaryContainer={"Image": "image"},
                EnableNetworkIsolation=isolated,
            )
            self.assertEqual(isolated, sagemaker.describe_model(ModelName=name)["EnableNetworkIsolation"])

    def test_sagemaker_update_endpoint(self):
        sagemaker = self.client("sagemaker")
        sagemaker.create_model(ModelName="rolled", ExecutionRoleArn=ROLE, PrimaryContainer={"Image": "image"})
        self.endpoint_config("before", model="rolled")
        self.endpoint_config("after", model="rolled")
        made = sagemaker.create_endpoint(EndpointName="rolled", EndpointConfigName="before")
        updated = sagemaker.update_endpoint(EndpointName="rolled", EndpointConfigName="after")
        self.assertEqual(made["EndpointArn"], updated["EndpointArn"])
        self.assertEqual("after", sagemaker.describe_endpoint(EndpointName="rolled")["EndpointConfigName"])

    def test_sqs_policies(self):
        sqs = self.client("sqs")
        dead = f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead-letters"
        sqs.create_queue(QueueName="dead-letters")
        queue = sqs.create_queue(QueueName="work")["QueueUrl"]
        statement = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(policy)})
        sent = {
            "RedrivePolicy": f'{{"deadLetterTargetArn":"{dead}","maxReceiveCount":5}}',
            "RedriveAllowPolicy": '{"redrivePermission":"denyAll"}',
        }
        for name, value in sent.items():
            sqs.set_queue_attributes(QueueUrl=queue, Attributes={name: value})
        found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
        self.assertEqual(sent, {name: found.get(name) for name in sent})
        self.assertEqual(policy, json.loads(found["Policy"]))
        self.assertNotIn("", found.values())
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": ""})
        found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
        self.assertNotIn("Policy", found)

    def endpoint_config(self, name, model):
        self.client("sagemaker").create_endpoint_config(
            EndpointConfigName=name,
            ProductionVariants=[
                {
                    "VariantName": "main",
                    "ModelName": model,
                    "InstanceType": "ml.g4dn.xlarge",
                    "InitialInstanceCount": 1,
                    "InitialVariantWeight": 1,
                }
            ],
        )


if __name__ == "__main__":
    unittest.main()
