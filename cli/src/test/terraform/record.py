#!/usr/bin/env python3
"""Records what the real terraform writes, for the tests that read its output without starting it.

Run it after an update of Terraform or of the AWS provider, and review the difference like code:

    python3 cli/src/test/terraform/record.py /folder/of/a/provider/mirror

It needs terraform and moto's server. Each recording is kept as terraform wrote it but for times, generated ids, paths
and ports, and without the lines of a refresh, which say nothing. The first line of a recording holds its exit status.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
RECORDINGS = ROOT / "cli/src/test/resources/gallery/cli/terraform"


class Recorder:
    def __init__(self, folder, mirror):
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.mirror = mirror
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TF_IN_AUTOMATION": "1",
            "CHECKPOINT_DISABLE": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def stack(self, name, configuration):
        """Writes the configuration of a stack and returns its folder."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        (folder / "cdk.tf.json").write_text(json.dumps(configuration))
        return folder

    def run(self, folder, *arguments, **variables):
        return subprocess.run(
            ["terraform", *arguments], cwd=folder, env={**self.environment, **variables}, capture_output=True, text=True
        )

    def init(self, folder):
        self.expect(0, self.run(folder, "init", f"-plugin-dir={self.mirror}"))

    @staticmethod
    def expect(status, done):
        if done.returncode != status:
            sys.exit(f"{done.args} ended with {done.returncode} instead of {status}:\n{done.stdout}{done.stderr}")

    def record(self, name, status, folder, *arguments, **variables):
        done = self.run(folder, *arguments, **variables)
        self.expect(status, done)
        output = done.stdout if done.stdout else done.stderr
        lines = [self.neutral(line) for line in output.splitlines() if '"type":"refresh_' not in line]
        (RECORDINGS / name).write_text("\n".join([f"status {status}", *lines]) + "\n")
        print(name)

    def neutral(self, line):
        line = line.replace(str(self.folder), "/home/ann/.gallery/local")
        line = re.sub(r'"@timestamp":"[^"]*"', '"@timestamp":"2026-01-02T03:04:05.000000Z"', line)
        line = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "01234567-89ab-cdef-0123-456789abcdef", line)
        line = re.sub(r"127\.0\.0\.1:\d+(->127\.0\.0\.1:\d+)?", "127.0.0.1:5000", line)
        line = re.sub(r"(Who: +)[^@ ]+@\S+?(\\n|  Version)", r"\1ann@workstation\2", line)
        line = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \+0000 UTC", "2026-01-02 03:04:05.678901234 +0000 UTC", line)
        return re.sub(r"(RequestID|HostID): [^,]+", r"\1: ABCDEFGHIJKL", line)


def plan(file, *more):
    return "plan", "-json", "-input=false", "-detailed-exitcode", "-lock-timeout=0s", f"-out={file}", *more


def apply(file):
    return "apply", "-json", "-input=false", "-lock-timeout=0s", str(file)


INIT = "init", "-json", "-no-color", "-input=false", "-reconfigure"


def data(**inputs):
    return {"terraform_data": {name: {"input": value} for name, value in inputs.items()}}


def a_stack_and_its_changes(recorder):
    """Needs no provider: the life of one stack from its creation to its removal."""
    file = recorder.folder / "s3.tfplan"
    first = data(bucket="one", queue="one", table="one", old_name="one", kept="one")
    first["terraform_data"]["queue"]["triggers_replace"] = "1"
    outputs = {
        "bucket_name": {"value": "${terraform_data.bucket.output}"},
        "password": {"value": "s3cret", "sensitive": True},
        "tags": {"value": {"a": 1, "b": ["x"]}},
    }
    stack = recorder.stack("s3", {"resource": first, "output": outputs})
    recorder.record("init.jsonl", 0, stack, *INIT)
    recorder.record("plan-create.jsonl", 2, stack, *plan(file))
    recorder.record("apply-create.jsonl", 0, stack, *apply(file))
    recorder.record("output.json", 0, stack, "output", "-json", "-no-color")
    recorder.record("plan-nothing.jsonl", 0, stack, *plan(file))

    other = recorder.folder / "other.tfstate"
    shutil.copy(stack / "terraform.tfstate", other)
    second = data(bucket="two", queue="one", new_name="one", added="one", found="one")
    second["terraform_data"]["queue"]["triggers_replace"] = "2"
    outputs = {"bucket_name": outputs["bucket_name"], "password": outputs["password"], "new": {"value": 1}}
    source = {"backend": "local", "config": {"path": str(other)}, "depends_on": ["terraform_data.bucket"]}
    recorder.stack(
        "s3",
        {
            "resource": second,
            "output": outputs,
            "data": {"terraform_remote_state": {"other": source}},
            "moved": [{"from": "terraform_data.old_name", "to": "terraform_data.new_name"}],
            "removed": [{"from": "terraform_data.kept", "lifecycle": {"destroy": False}}],
            "import": [{"to": "terraform_data.found", "id": "found"}],
        },
    )
    stale = recorder.folder / "stale.tfplan"
    recorder.expect(2, recorder.run(stack, *plan(stale)))
    recorder.record("plan-every-action.jsonl", 2, stack, *plan(file))
    recorder.record("show-plan.txt", 0, stack, "show", "-no-color", str(file))
    recorder.record("apply-every-action.jsonl", 0, stack, *apply(file))
    recorder.record("apply-stale-plan.jsonl", 1, stack, *apply(stale))

    outputs = {"bucket_name": outputs["bucket_name"], "password": {"value": "changed", "sensitive": True}}
    recorder.stack("s3", {"resource": second, "output": outputs})
    recorder.record("plan-outputs.jsonl", 2, stack, *plan(file))
    recorder.record("plan-destroy.jsonl", 2, stack, *plan(file, "-destroy"))
    recorder.record("apply-destroy.jsonl", 0, stack, *apply(file))

    recorder.stack("s3", {"resource": {"terraform_data": {"bucket": {"input": "${var.missing}"}}}})
    recorder.record("plan-invalid.jsonl", 1, stack, *plan(file))
    (stack / "terraform.tfstate").write_text("{")
    recorder.record("output-failed.txt", 1, stack, "output", "-json", "-no-color")


def an_apply_that_fails_half_way(recorder):
    file = recorder.folder / "queue.tfplan"
    resources = data(first="one", second="one", third="one")
    resources["terraform_data"]["second"].update(
        depends_on=["terraform_data.first"], provisioner=[{"local-exec": {"command": "echo no space left; exit 3"}}]
    )
    resources["terraform_data"]["third"]["depends_on"] = ["terraform_data.second"]
    stack = recorder.stack("queue", {"resource": resources})
    recorder.expect(0, recorder.run(stack, "init"))
    recorder.expect(2, recorder.run(stack, *plan(file)))
    recorder.record("apply-failed.jsonl", 1, stack, *apply(file))


def a_lock_that_is_held(recorder):
    file = recorder.folder / "locked.tfplan"
    resources = data(slow="one")
    resources["terraform_data"]["slow"]["provisioner"] = [{"local-exec": {"command": "touch started; exec sleep 60"}}]
    stack = recorder.stack("locked", {"resource": resources})
    recorder.expect(0, recorder.run(stack, "init"))
    holder = subprocess.Popen(
        ["terraform", "apply", "-auto-approve"],
        cwd=stack,
        env=recorder.environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not (stack / "started").exists():
            time.sleep(0.1)
        recorder.record("plan-locked.jsonl", 1, stack, *plan(file))
    finally:
        os.killpg(holder.pid, signal.SIGKILL)
        holder.wait()


def aws(version="5.100.0", **provider):
    return {
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": version}}},
        "provider": {"aws": [{"region": "eu-central-1", "max_retries": 1, **provider}]},
        "resource": {"aws_s3_bucket": {"images": {"bucket": "gallery-images", "tags": {"Owner": "gallery"}}}},
    }


LIKE_LOCAL = {
    "access_key": "test",
    "secret_key": "test",
    "s3_use_path_style": True,
    "skip_credentials_validation": True,
    "skip_requesting_account_id": True,
}


def a_provider_that_cannot_be_had(recorder):
    stack = recorder.stack("registry", aws())
    recorder.record("init-provider-unreachable.jsonl", 1, stack, *INIT, HTTPS_PROXY="http://127.0.0.1:1")
    stack = recorder.stack("mirror", aws(version="5.99.0"))
    recorder.record("init-provider-too-old.jsonl", 1, stack, *INIT, f"-plugin-dir={recorder.mirror}")


def credentials(recorder):
    file = recorder.folder / "credentials.tfplan"
    stack = recorder.stack("none", aws(allowed_account_ids=["111122223333"]))
    recorder.init(stack)
    recorder.record("plan-no-credentials.jsonl", 1, stack, *plan(file))
    backend = {"bucket": "gallery-state", "key": "s3.tfstate", "region": "eu-central-1", "use_lockfile": True}
    stack = recorder.stack("backend", {"terraform": {"backend": {"s3": backend}}})
    recorder.record("init-no-credentials.jsonl", 1, stack, *INIT)


def with_the_emulator(recorder, address):
    file = recorder.folder / "moto.tfplan"
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_ENDPOINT_URL": address}
    stack = recorder.stack("account", aws(allowed_account_ids=["111122223333"]))
    recorder.init(stack)
    recorder.record("plan-other-account.jsonl", 1, stack, *plan(file), **keys)
    backend = {"bucket": "gallery-state", "key": "s3.tfstate", "region": "eu-central-1", "use_path_style": True}
    stack = recorder.stack(
        "account-backend", {"terraform": {"backend": {"s3": {**backend, "allowed_account_ids": ["111122223333"]}}}}
    )
    recorder.record("init-other-account.jsonl", 1, stack, *INIT, **keys)
    stack = recorder.stack("no-bucket", {"terraform": {"backend": {"s3": backend}}})
    recorder.record("init-no-state-bucket.jsonl", 1, stack, *INIT, **keys)

    stack = recorder.stack("moto", aws(**LIKE_LOCAL))
    recorder.init(stack)
    recorder.expect(2, recorder.run(stack, *plan(file), AWS_ENDPOINT_URL=address))
    recorder.expect(0, recorder.run(stack, *apply(file), AWS_ENDPOINT_URL=address))
    tagging = b"<Tagging><TagSet><Tag><Key>Owner</Key><Value>somebody</Value></Tag></TagSet></Tagging>"
    request = urllib.request.Request(address + "/gallery-images?tagging", tagging, method="PUT")
    request.add_header("Content-Type", "application/xml")
    urllib.request.urlopen(request).close()
    recorder.record("plan-drift.jsonl", 2, stack, *plan(file), AWS_ENDPOINT_URL=address)

    logs = aws(**LIKE_LOCAL)
    logs["resource"] = {"aws_cloudwatch_log_group": {"builds": {"name": "/gallery/builds"}}}
    stack = recorder.stack("logs", logs)
    recorder.init(stack)
    recorder.expect(2, recorder.run(stack, *plan(file), AWS_ENDPOINT_URL=address))
    recorder.expect(0, recorder.run(stack, *apply(file), AWS_ENDPOINT_URL=address))
    recorder.record("plan-emulator-down.jsonl", 1, stack, *plan(file), AWS_ENDPOINT_URL="http://127.0.0.1:1")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    mirror = Path(sys.argv[1]).resolve()
    RECORDINGS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        recorder = Recorder(Path(folder).resolve(), mirror)
        a_stack_and_its_changes(recorder)
        an_apply_that_fails_half_way(recorder)
        a_lock_that_is_held(recorder)
        a_provider_that_cannot_be_had(recorder)
        credentials(recorder)
        moto = subprocess.Popen(
            [sys.executable, ROOT / "environments/local/moto_local.py", "--instance", "recorder"],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            with_the_emulator(recorder, re.search(r"http://127\.0\.0\.1:\d+", moto.stdout.readline()).group())
        finally:
            moto.terminate()
            moto.wait()


if __name__ == "__main__":
    main()
