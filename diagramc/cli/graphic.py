"""`diagramc graphic`: a prompt becomes a graphic, by the remote service."""

from __future__ import annotations

from diagramc.cli.forward import picture_command

command = picture_command(
    "graphic",
    "Have a graphic (an infographic or a poster) generated from PROMPT; - reads it from stdin. It costs money: see docs/remote.md.",
)
