"""The client of the remote image service: pictures that cost money are never paid for twice and never lost.

`effects.py` is the seam: the protocol (`generation`, `recovery`, `download`, `uploads`, `models`, `jobs`) decides what to do next from what
happened; `drivers.py` does it, blocking or in asyncio. `journal.py` remembers what may have been paid for.
"""

from __future__ import annotations

from diagramc.remote.jobs import resume, resume_async
from diagramc.remote.service import Picture, graphic, graphic_async, image, image_async

__all__ = ["Picture", "graphic", "graphic_async", "image", "image_async", "resume", "resume_async"]
