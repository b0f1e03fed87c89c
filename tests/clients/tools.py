"""Generators of clients, the compilers of what they write, and the programs that use it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.drivers.programs import prepare, tool

_HERE = Path(__file__).resolve().parent
_PYTHON = Path(sys.prefix) / "clients" / "bin"
_LATEST = "openapi.json"

_JAVA = "library=native,hideGenerationTimestamp=true,openApiNullable=false,useJakartaEe=true"
_WITHOUT = "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"


def copied(name: str, folder: Path, document: bytes) -> Path:
    """Copy a program into a folder, and put the document beside it."""
    program = Path(shutil.copytree(_HERE / name, folder / name))
    (program / _LATEST).write_bytes(document)
    return program


def python(program: Path) -> Path:
    """Make both Python clients, have mypy read them with their programs; return the Python."""
    assert (_PYTHON / "python").exists(), "the generators are missing: make venv-clients"
    path = f"{_PYTHON}{os.pathsep}{os.environ['PATH']}"  # the generator runs ruff
    client = ["--meta", "none", "--output-path", "zerosum_client", "--fail-on-warning"]
    generate = [str(_PYTHON / "openapi-python-client"), "generate", "--path", _LATEST, *client]
    run(generate, program, PATH=path)
    models = ["--input", _LATEST, "--input-file-type", "openapi", "--output", "zerosum_models.py"]
    style = [
        *("--output-model-type", "pydantic_v2.BaseModel", "--target-python-version", "3.11"),
        *("--use-annotated", "--disable-timestamp", "--formatters", "builtin"),
        "--capitalise-enum-members",
    ]
    prepare([str(_PYTHON / "datamodel-codegen"), *models, *style], program)
    files = ["zerosum_client", "zerosum_models.py", "payments.py", "with_models.py"]
    prepare([str(_PYTHON / "mypy"), "--config-file", "mypy.ini", *files], program)
    return _PYTHON / "python"


def node(program: Path) -> Path:
    """Fetch what the lock of npm pins; return where its commands are."""
    npm = tool("npm", "npm")
    prepare([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], program)
    return program / "node_modules" / ".bin"


def typescript(program: Path) -> None:
    """Make the types and compile the program with all strictness."""
    commands = node(program)
    prepare([str(commands / "openapi-typescript"), _LATEST, "--output", "zerosum.d.ts"], program)
    prepare([str(commands / "tsc"), "--project", "."], program)


def go(program: Path) -> None:
    """Make the client with the generator that go.sum pins, and build the program."""
    compiler = tool("go", "golang-go")
    (program / "zerosum").mkdir()
    generate = [compiler, "tool", "oapi-codegen", "-config", "oapi-codegen.yaml", _LATEST]
    prepare(generate, program)
    prepare([compiler, "vet", "-mod=readonly", "./..."], program)
    prepare([compiler, "build", "-mod=readonly", "-o", "payments", "."], program)


def java(program: Path) -> str:
    """Make the client with the pinned generator, compile all of it; return the class path."""
    maven, runner = tool("mvn", "maven"), tool("java", "default-jdk-headless")
    compiler = tool("javac", "default-jdk-headless")
    fetch = ["--quiet", "--batch-mode", "dependency:copy-dependencies", "-DoutputDirectory=jars"]
    prepare([maven, *fetch, "-DincludeTypes=jar"], program)
    jars = sorted((program / "jars").iterdir())
    sums = [f"{hashlib.sha256(jar.read_bytes()).hexdigest()}  {jar.name}" for jar in jars]
    assert sums == (program / "jars.sha256").read_text(encoding="utf-8").splitlines()
    (generator,) = [jar for jar in jars if jar.name.startswith("openapi-generator-cli")]
    options = ["--additional-properties", _JAVA, "--global-property", _WITHOUT]
    generate = ["generate", "-i", _LATEST, "-g", "java", "-o", "client", *options]
    prepare([runner, "-jar", str(generator), *generate], program)
    path = os.pathsep.join(str(jar) for jar in jars if jar != generator)
    sources = [str(path) for path in (program / "client/src/main").rglob("*.java")]
    compile_ = [compiler, "-nowarn", "-cp", path, "-d", "classes", "Payments.java", *sources]
    prepare(compile_, program)
    return f"{program / 'classes'}{os.pathsep}{path}"


def told(command: list[str], program: Path, *arguments: str) -> dict[str, Any]:
    """Run a program and read what it says of the money that it moved."""
    story: dict[str, Any] = json.loads(run([*command, *arguments], program))
    return story


def run(command: list[str], program: Path, *, codes: tuple[int, ...] = (0,), **more: str) -> str:
    """Run a command in a program's folder, with more environment; return what it printed."""
    done = subprocess.run(
        command,
        cwd=program,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode in codes, done.stdout + done.stderr
    return done.stdout
