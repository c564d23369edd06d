"""What the jobs of GitHub and GitLab may do: as little as they need, with actions that cannot change under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from making import PROJECT

WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+")


def read(path: Path) -> dict[str, Any]:
    """A workflow; YAML 1.1 takes its `on` for a yes."""
    workflow: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    workflow["on"] = workflow.pop(True)
    return workflow


def jobs() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every job of every workflow, with its workflow."""
    for path in WORKFLOWS:
        workflow = read(path)
        for name, job in workflow["jobs"].items():
            yield f"{path.name}: {name}", workflow, job


def triggers(workflow: dict[str, Any]) -> set[str]:
    on = workflow["on"]
    return {on} if isinstance(on, str) else set(on)


def secrets_in(job: dict[str, Any]) -> set[str]:
    """What a job is given that a stranger must not have."""
    return set(re.findall(r"\b(?:secrets\.\w+|github\.token)", str(job)))


def permissions_of(workflow: dict[str, Any], job: dict[str, Any]) -> dict[str, str]:
    permissions: dict[str, str] = job.get("permissions", workflow["permissions"])
    return permissions


def test_every_action_is_pinned_to_a_commit() -> None:
    """With its version behind it, for those who renew it."""
    uses = [line.strip().removeprefix("- ") for path in WORKFLOWS for line in path.read_text().splitlines()
            if re.match(r"\s*(- )?uses:", line)]  # fmt: skip

    assert len(uses) > 8
    assert not [line for line in uses if not PINNED.fullmatch(line)]
    pins = {line.split("@")[0]: line for line in uses}
    assert set(uses) == set(pins.values()), "one version of each action"


def test_no_job_has_more_rights_than_it_needs() -> None:
    """All others only read."""
    rights = {name: permissions_of(workflow, job) for name, workflow, job in jobs()}

    assert rights.pop("coordination.yml: coordination") == {"contents": "read", "issues": "write"}
    assert rights.pop("site.yml: publish") == {"pages": "write", "id-token": "write"}
    assert len(rights) >= 4
    assert all(permissions == {"contents": "read"} for permissions in rights.values())


def test_what_strangers_propose_runs_without_rights_and_secrets() -> None:
    """GitHub gives `pull_request` a token that reads, and `pull_request_target` one that writes."""
    assert not any({"pull_request_target", "workflow_run", "issue_comment", "issues"} & triggers(read(path))
                   for path in WORKFLOWS)  # fmt: skip
    proposals = [(workflow, job) for _, workflow, job in jobs() if "pull_request" in triggers(workflow)]

    assert len(proposals) == 2
    for workflow, job in proposals:
        assert permissions_of(workflow, job) == {"contents": "read"}
        assert not secrets_in(workflow)


def test_only_the_weekly_job_is_given_a_token() -> None:
    """And it runs by schedule, or when somebody of the project starts it."""
    given = {name: triggers(workflow) for name, workflow, job in jobs() if secrets_in(job)}

    assert given == {"coordination.yml: coordination": {"schedule", "workflow_dispatch"}}


def test_no_checkout_leaves_a_token_behind() -> None:
    steps = [step for _, _, job in jobs() for step in job["steps"] if "actions/checkout" in step.get("uses", "")]

    assert steps
    assert all(step["with"]["persist-credentials"] is False for step in steps)


def test_no_command_is_put_together_from_what_others_write() -> None:
    """A branch or a title may hold a command; only variables of the shell are safe."""
    commands = [step["run"] for _, _, job in jobs() for step in job["steps"] if "run" in step]

    assert commands
    assert not [command for command in commands if "${{" in command]


def test_every_job_ends_some_time() -> None:
    assert all(job["timeout-minutes"] <= 60 for _, _, job in jobs())


@pytest.mark.parametrize("path", [*WORKFLOWS, PROJECT / ".gitlab-ci.yml"], ids=lambda path: path.name)
def test_every_script_and_target_is_there(path: Path) -> None:
    """What jobs run can be run by hand."""
    text = path.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert all((PROJECT / script).is_file() for script in re.findall(r"bash (\S+)", text))
    assert set(re.findall(r"\bmake ([a-z-]+)$", text, re.MULTILINE)) <= targets


def test_the_site_is_built_from_the_branch_that_the_town_has_chosen() -> None:
    """Whatever it is called; schedules run on no other."""
    (build,) = [job for name, _, job in jobs() if name == "site.yml: build"]
    (publish,) = [job for name, _, job in jobs() if name == "site.yml: publish"]

    assert "github.ref_name == github.event.repository.default_branch" in build["if"]
    assert publish["needs"] == "build"


# --- GitLab ----------------------------------------------------------------------------------------------------------


def gitlab_jobs() -> dict[str, dict[str, Any]]:
    config: dict[str, Any] = yaml.safe_load((PROJECT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    return {name: job for name, job in config.items() if name not in ("workflow", "default")}


def conditions(job: dict[str, Any]) -> list[str]:
    return [rule["if"] for rule in job["rules"] if "if" in rule and rule.get("when") != "never"]


def test_gitlab_writes_issues_by_schedule_only() -> None:
    assert conditions(gitlab_jobs()["coordination"]) == ['$CI_PIPELINE_SOURCE == "schedule" && $WEEKLY == "ja"']


def test_the_report_is_for_members_only() -> None:
    """It names sensitive offers, too; artefacts of a public project are public."""
    office = gitlab_jobs()["office"]

    assert conditions(office) == ['$CI_PIPELINE_SOURCE == "web"']
    assert office["artifacts"]["access"] == "developer"
    assert "expose_as" not in office["artifacts"]


def test_gitlab_shows_findings_changes_and_preview() -> None:
    """What is exposed has a name that GitLab takes; a folder only with its slash."""
    jobs = gitlab_jobs()
    artifacts = [job["artifacts"] for job in jobs.values() if "expose_as" in job.get("artifacts", {})]

    assert jobs["records"]["artifacts"]["reports"]["codequality"] == "vorschlag/code-quality.json"
    assert jobs["records"]["artifacts"]["when"] == "always"
    assert {artifact["expose_as"] for artifact in artifacts} == {"Zusammenfassung", "Vorschau"}
    assert all(re.fullmatch(r"[A-Za-z0-9_ -]+", artifact["expose_as"]) for artifact in artifacts)
    assert {path for artifact in artifacts for path in artifact["paths"]} == {
        "vorschlag/zusammenfassung.html",
        "vorschau/",
    }
    assert '$CI_PIPELINE_SOURCE == "merge_request_event"' in conditions(jobs["preview"])
