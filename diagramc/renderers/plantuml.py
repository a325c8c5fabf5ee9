"""PlantUML drawn by the real tool: `plantuml` on the PATH, or the jar that $PLANTUML_JAR names, run with java."""

from __future__ import annotations

import os

from diagramc.renderers.engine import Probe, check_format, find_program, missing, run, version_of

INSTALL = "apt-get install plantuml (or name a plantuml.jar in $PLANTUML_JAR, with java on the PATH)"
FORMATS = ("svg", "png")
JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true")
"""A short run starts faster without the optimising compiler; no window is ever opened."""


def render(source: str, format: str = "svg") -> bytes:
    """The picture of a PlantUML text, laid out by dot where it is installed, else by PlantUML's own engine, which draws fewer shapes.

    MissingEngineError when PlantUML is not installed.
    """
    check_format(format, FORMATS, "PlantUML")
    command = _command()
    if command is None:
        raise missing("PlantUML", INSTALL)
    layout = [] if find_program("dot") else ["-Playout=smetana"]
    options = ["-pipe", f"-t{format}", *layout, "-charset", "UTF-8", "-noerror"]
    return run([*command, *options], source.encode())


def _command() -> list[str] | None:
    """How PlantUML is started here, cut off from files and network."""
    jar = os.environ.get("PLANTUML_JAR")
    java = find_program("java")
    if jar and java and os.path.isfile(jar):
        return [java, *JAVA, "-DPLANTUML_SECURITY_PROFILE=SANDBOX", "-jar", jar]
    plantuml = find_program("plantuml")
    return [plantuml, "-DPLANTUML_SECURITY_PROFILE=SANDBOX"] if plantuml else None


def probe() -> Probe:
    """Whether PlantUML is here."""
    command = _command()
    path = os.environ.get("PLANTUML_JAR") if command and "-jar" in command else command and command[0]
    return Probe("plantuml", path or None, version_of([*command, "-version"]) if command else None, INSTALL)
