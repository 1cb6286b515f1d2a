"""The frame: what is declared in several places says the same in all of them."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf8"))["dependencies"]


def requirement(text: str) -> tuple[str, str]:
    """A requirement's name, as the registry compares names, and its versions."""
    name, versions = re.match(r"([A-Za-z0-9._-]+)\s*(.*)", text.split(";")[0].strip()).groups()
    return re.sub(r"[-_.]+", "-", name).lower(), versions.replace(" ", "")


def locked(name: str) -> dict[str, str]:
    rows = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / name).read_text(encoding="utf8"), re.MULTILINE)
    return {requirement(package)[0]: version for package, version in rows}


def test_conda_environment_has_the_same_packages_and_versions_as_the_project():
    wanted = dict(map(requirement, PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["build"]))
    conda = dict(requirement(row.replace("brotli-python", "brotli")) for row in CONDA if isinstance(row, str))
    extra = conda.keys() - wanted.keys()
    assert extra == {"python", "pip", "spacy-model-en-core-web-sm"}
    assert {name: conda[name] for name in wanted} == wanted
    assert conda["python"] == PYPROJECT["project"]["requires-python"]


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.lock", ["build"]), ("requirements-test.lock", ["build", "test"])]
)
def test_lock_files_hold_every_declared_package(lock, groups):
    declared = [
        *PYPROJECT["project"]["dependencies"],
        *(row for g in groups for row in PYPROJECT["dependency-groups"][g]),
    ]
    assert {requirement(row)[0] for row in declared} <= locked(lock).keys()


def test_test_lock_has_the_versions_of_the_runtime_lock():
    runtime, test = locked("requirements.lock"), locked("requirements-test.lock")
    assert {name: test[name] for name in runtime} == runtime


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_locked_package_has_a_hash_and_no_registry_is_named(lock):
    text = (ROOT / lock).read_text(encoding="utf8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)
    assert "://" not in text


def test_version_is_the_newest_in_the_changelog():
    newest = re.search(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf8"), re.MULTILINE).group(1)
    assert newest == PYPROJECT["project"]["version"]


def test_readme_names_only_targets_that_the_makefile_has():
    makefile = (ROOT / "Makefile").read_text(encoding="utf8") + (ROOT / "training/training.mk").read_text(
        encoding="utf8"
    )
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set()
    for page in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "training").rglob("*.md"),
    ]:
        named |= set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf8")))
    assert named
    assert named <= targets


def test_links_between_the_documents_lead_to_files():
    for page in [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "data").glob("*.md"),
        *(ROOT / "training").rglob("*.md"),
    ]:
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_shipped_weights_stay_under_forty_megabytes():
    sizes = [f.stat().st_size for f in (ROOT / "src/helpers/models").rglob("*") if f.is_file()]
    assert 0 < sum(sizes) < 40e6
