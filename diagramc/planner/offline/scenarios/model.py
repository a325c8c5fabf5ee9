"""The form of a scenario. Its texts are in the planner's own notation (see `script`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """A variation that words of the prompt choose. `triggers` are separated by commas; texts replace `{options}`."""

    name: str
    triggers: str
    flow: str = ""
    messages: str = ""
    parts: str = ""
    domain: str = ""
    rename: tuple[str, str] = ("", "")
    """What the scenario's texts call a part, and its name when this option is chosen: a "CI server" is "GitHub Actions"."""
    extra: bool = False
    """True for something that is added (a second factor), False for one of several ways (a provider)."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A known subject.

    `flow` are steps, `messages` arrows between participants, `parts` services and connections, `domain` things with
    properties and relations, `roles` posts, `topics` branches, `periods` dated events. `question` is asked where the flow says `{options}`;
    `{extras}` takes the options that are added. `default` are the options for a prompt that names none.
    """

    name: str
    triggers: str
    flow: str = ""
    messages: str = ""
    type: str = "flowchart"
    """The diagram type that shows the subject best, for prompts that name none."""
    parts: str = ""
    domain: str = ""
    roles: str = ""
    topics: str = ""
    periods: str = ""
    needs: str = ""
    """Words of which the prompt must say one, unless it asks for the scenario's type; "" for none."""
    question: str = ""
    options: tuple[Option, ...] = ()
    default: tuple[str, ...] = ()
    other_flow: str = ""
    other_messages: str = ""
    """How a way that the scenario does not know is filled in; `{name}` is the prompt's word for it. "" when it cannot be."""
