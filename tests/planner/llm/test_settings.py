"""Settings: options before environment, what is refused, and that no secret shows."""

from __future__ import annotations

import pytest

from diagramc.errors import AuthenticationError, UsageError
from diagramc.planner.llm import DEFAULT_MODEL, LlmPlanner, read_settings
from diagramc.planner.llm.settings import OPENAI_URL, configured
from tests.planner.llm.conftest import KEY, Rig
from tests.planner.llm.fake import answers
from tests.planner.llm.test_plan import PROMPT, voyage

ENVIRON = {
    "OPENAI_API_KEY": " key-e ",
    "OPENAI_BASE_URL": "https://e.example/v1",
    "DIAGRAMC_MODEL": "model-e",
    "DIAGRAMC_TIMEOUT": "30",
    "DIAGRAMC_MAX_TOKENS": "500",
}


def test_options_come_before_the_environment_and_that_before_the_defaults() -> None:
    given = read_settings(ENVIRON, base_url="https://o.example/v1", api_key="key-o", model="model-o")
    assert (given.base_url, given.api_key, given.model) == ("https://o.example/v1", "key-o", "model-o")
    found = read_settings(ENVIRON)
    assert (found.base_url, found.api_key, found.model) == ("https://e.example/v1", "key-e", "model-e")
    assert (found.timeout, found.max_tokens) == (30.0, 500)
    limits = read_settings(ENVIRON, timeout=9.5, max_tokens=700)
    assert (limits.timeout, limits.max_tokens) == (9.5, 700)
    default = read_settings({"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "", "DIAGRAMC_MODEL": "  "})
    assert (default.base_url, default.api_key, default.model) == (OPENAI_URL, "k", DEFAULT_MODEL)


@pytest.mark.parametrize(
    ("environ", "error", "code"),
    [
        ({}, AuthenticationError, "model.no-key"),
        ({"OPENAI_API_KEY": f"{KEY}\nX-Evil: 1"}, AuthenticationError, "model.no-key"),
        ({"OPENAI_API_KEY": f"{KEY}é"}, AuthenticationError, "model.no-key"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, UsageError, "model.unnamed"),
        ({"OPENAI_API_KEY": KEY, "DIAGRAMC_TIMEOUT": "soon"}, UsageError, "model.setting"),
        ({"OPENAI_API_KEY": KEY, "DIAGRAMC_TIMEOUT": "nan"}, UsageError, "model.setting"),
        ({"OPENAI_API_KEY": KEY, "DIAGRAMC_MAX_TOKENS": "-1"}, UsageError, "model.setting"),
        ({"OPENAI_BASE_URL": "ftp://h/v1"}, UsageError, "model.base-url"),
        ({"OPENAI_BASE_URL": "h.example/v1"}, UsageError, "model.base-url"),
        ({"OPENAI_BASE_URL": "https://:99999/v1"}, UsageError, "model.base-url"),
        ({"OPENAI_BASE_URL": "https://h.example/v1?key=1"}, UsageError, "model.base-url"),
        ({"OPENAI_BASE_URL": "https://h ost/v1"}, UsageError, "model.base-url"),
        (
            {"OPENAI_BASE_URL": "http://h.example/v1", "OPENAI_API_KEY": KEY, "DIAGRAMC_MODEL": "m"},
            UsageError,
            "model.insecure",
        ),
        (
            {
                "OPENAI_BASE_URL": "http://127.0.0.1.h.example/v1",
                "OPENAI_API_KEY": KEY,
                "DIAGRAMC_MODEL": "m",
            },
            UsageError,
            "model.insecure",
        ),
    ],
)
def test_settings_that_cannot_work_are_refused(
    environ: dict[str, str], error: type[UsageError], code: str
) -> None:
    with pytest.raises(UsageError) as caught:
        LlmPlanner(environ=environ)
    assert type(caught.value) is error
    assert caught.value.exit_code == 2
    assert [d.code for d in caught.value.diagnostics] == [code]
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("host", ["localhost", "api.localhost", "127.8.8.8", "[::1]"])
def test_a_key_may_go_unencrypted_to_this_machine(host: str) -> None:
    settings = read_settings({}, base_url=f"http://{host}:8080/v1", api_key="k", model="m")
    assert settings.is_local


@pytest.mark.parametrize(("environ", "option"), [({}, True), ({"DIAGRAMC_ALLOW_PLAIN_HTTP": "1"}, False)])
def test_a_key_goes_unencrypted_elsewhere_only_when_that_is_said(
    environ: dict[str, str], option: bool
) -> None:
    url = "http://10.1.2.3/v1"
    settings = read_settings(environ, base_url=url, api_key="k", model="m", allow_plain_http=option)
    assert settings.base_url == url
    assert read_settings({}, base_url=url, model="m").api_key is None


def test_no_secret_shows() -> None:
    planner = LlmPlanner("https://user:hunter2@h.example:8443/v1", KEY, "m", environ={})
    assert repr(planner) == (
        "LlmPlanner(LlmSettings(endpoint='https://h.example:8443', model='m', api_key=set))"
    )
    assert planner.settings.redact(f"user {KEY} hunter2") == "*** *** ***"


def test_an_endpoint_without_a_key_gets_none_of_ours(rig: Rig) -> None:
    planner, endpoint = rig(answers(voyage()), api_key=None)
    planner.plan(PROMPT, "flowchart")
    assert endpoint.received[0].headers["authorization"] == "Bearer none"


@pytest.mark.parametrize(
    ("environ", "is_configured"),
    [
        ({}, False),
        ({"OPENAI_API_KEY": " "}, False),
        ({"OPENAI_API_KEY": "k"}, True),
        ({"OPENAI_BASE_URL": "u"}, True),
    ],
)
def test_what_counts_as_configured(environ: dict[str, str], is_configured: bool) -> None:
    assert configured(environ) is is_configured
