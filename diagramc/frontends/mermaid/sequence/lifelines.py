"""Which lifelines begin, end and are active, as Mermaid keeps count of them: in the order of the text, whatever block it is in."""

from __future__ import annotations

from collections.abc import Container

from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.sequence.people import id_of
from diagramc.frontends.source import Source
from diagramc.ir.sequence import MessageKind


class Lifelines:
    """The state of all lifelines at a point of the text. Mistakes go to the source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._active: dict[str, int] = {}
        self._created: Token | None = None
        self.ending: Token | None = None
        """Whom a `destroy` names that no message has followed yet."""

    def create(self, name: Token, known: Container[str]) -> None:
        """The next message creates this participant, which must be none of the `known`."""
        id = id_of(name)
        if id in known:
            message = f"participant `{id}` is created here, and it is there already"
            hint = f"take another id and show the same name: `create participant {id}2 as {id}`"
            self._report("parse.lifeline", message, name, hint)
        self._created = name

    def meet(
        self, kind: MessageKind, source: Token, target: Token, known: Container[str]
    ) -> tuple[MessageKind, Token | None]:
        """The kind of a message after a `create` or `destroy`, and the source when it is that which ends with it."""
        if self._created is not None:
            waiting, self._created = self._created, None
            if id_of(waiting) != id_of(target):
                message = f"the message after `create` must lead to `{id_of(waiting)}`, which it creates"
                hint = f"`{id_of(source)}->>{id_of(waiting)}: create`"
                self._report("parse.lifeline", message, target, hint)
            return "create", None
        if self.ending is not None:
            waiting, self.ending = self.ending, None
            if id_of(waiting) == id_of(target):
                return "destroy", None
            if id_of(waiting) == id_of(source):
                return kind, waiting
            if id_of(waiting) in known:
                message = f"the message after `destroy` must be from or to `{id_of(waiting)}`, which it ends"
                self._report("parse.lifeline", message, waiting, None)
        return kind, None

    def activate(self, id: str) -> None:
        """An activation begins."""
        self._active[id] = self._active.get(id, 0) + 1

    def deactivate(self, id: str, token: Token) -> None:
        """An activation ends; reported at the token when none has begun."""
        if self._active.get(id, 0) < 1:
            message = f"participant `{id}` is deactivated here, and it is not active"
            hint = f"each `-` needs a `+` before it: `A->>+{id}: …`, or `activate {id}`"
            self._report("parse.activation", message, token, hint)
            return
        self._active[id] -= 1

    def _report(self, code: str, message: str, token: Token, hint: str | None) -> None:
        end = token.start + max(1, len(token.rstrip()))
        self._source.report(code, message, token.start, end, hint=hint)
