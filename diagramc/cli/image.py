"""`diagramc image`: a prompt becomes an image, by the remote service."""

from __future__ import annotations

from diagramc.cli.forward import picture_command

command = picture_command(
    "image",
    "Have an image (a photograph or an illustration) generated from PROMPT; - reads it from stdin. It costs money: see docs/remote.md.",
)
