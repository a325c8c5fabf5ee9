"""One chat completion over HTTP by the `openai` SDK: time, size and retries bounded, the body read as untrusted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from diagramc.planner.llm.faults import EndpointFault, fault, quote, refusal, status_fault
from diagramc.planner.llm.settings import LlmSettings
from diagramc.planner.llm.stream import Stream

if TYPE_CHECKING:
    from openai import OpenAI

MAX_BODY = 4 * 1024 * 1024
"""The most bytes of a response that are read; an answer of 100 elements takes about 20 kB."""
MAX_RETRIES = 2
"""How often a request is repeated after a rate limit or a failure of the server."""
MAX_WAIT = 30.0
"""The longest wait in seconds before a retry; an endpoint that asks for more is reported at once."""
MAX_CONNECT = 15.0
"""The longest time in seconds to connect."""
FIRST_WAIT = 1.0
"""The wait in seconds before the first retry where the endpoint names none; it doubles each time."""
NO_KEY = "none"
"""What is sent as key where there is none: the SDK insists on one, and servers without keys ignore it."""


class Completion(NamedTuple):
    """A model's answer. `finish` is the API's reason: `stop`, `length` (cut off), `content_filter`."""

    text: str
    finish: str
    refusal: str


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Body(msgspec.Struct):
    """The parts of a chat completion that are read; `error` is what some proxies send with status 200."""

    choices: list[_Choice] | None = None
    usage: _Usage | None = None
    error: Any = None


class Endpoint:
    """A connection for the requests of one plan, which together take at most the settings' time-out.

    It counts requests and tokens. `listen` gets the number of elements of an answer that streams in. `sleep` and `clock` (seconds,
    monotonic) are there for tests.
    """

    def __init__(
        self,
        settings: LlmSettings,
        *,
        listen: Callable[[int], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._listen = listen or (lambda count: None)
        self._sleep = sleep
        self._clock = clock
        self._deadline = clock() + settings.timeout
        self._client: OpenAI | None = None
        self.requests = 0
        self.prompt_tokens = 0
        self.completion_tokens = 0

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()

    @property
    def model(self) -> str:
        """The model that is asked."""
        return self._settings.model

    def quote(self, text: str) -> str:
        """The endpoint's words, fit for a message."""
        return quote(text, self._settings)

    def complete(self, body: dict[str, Any]) -> Completion:
        """The answer to a request body. Raises EndpointFault; what is transient was retried before."""
        for attempt in range(MAX_RETRIES + 1):
            try:
                return self._complete_once(body)
            except EndpointFault as trouble:
                wait = FIRST_WAIT * 2**attempt if trouble.retry_after is None else trouble.retry_after
                late = wait > MAX_WAIT or self._clock() + wait >= self._deadline
                if not trouble.transient or attempt == MAX_RETRIES or late:
                    raise
            self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _complete_once(self, body: dict[str, Any]) -> Completion:
        """Send one request. What the SDK or the HTTP library raises is told anew, without the request it carries."""
        import openai

        allowance = self._deadline - self._clock()
        if allowance <= 0:
            raise self._timed_out()
        self.requests += 1
        try:
            create: Any = self._connect().chat.completions.with_streaming_response.create
            limits = openai.Timeout(allowance, connect=min(MAX_CONNECT, allowance))
            with create(**body, timeout=limits) as response:
                streams = "event-stream" in response.headers.get("content-type", "")
                stream = Stream(self._listen) if streams else None
                raw = self._read(response.iter_bytes(), stream)
        except openai.APIStatusError as error:
            raise status_fault(error, self._settings) from None
        except openai.APITimeoutError:
            raise self._timed_out() from None
        except openai.APIConnectionError as error:
            raise self._unreachable(error.__cause__ or error) from None
        except Exception as error:
            # A body that breaks off raises the HTTP library's own errors, whose name changed between SDK versions.
            if not type(error).__module__.startswith(("httpx", "httpcore", "h11")):
                raise
            raise (
                self._timed_out() if "Timeout" in type(error).__name__ else self._unreachable(error)
            ) from None
        return self._decode(raw)

    def _not_an_endpoint(self, raw: bytes) -> EndpointFault:
        begins = quote(raw[:200].decode("utf-8", "replace"), self._settings)
        message = f"{self._settings.place} answered with no chat completion: {begins!r}"
        return fault("model.not-an-endpoint", message, unusable_body=True)

    def _connect(self) -> OpenAI:
        if self._client is None:
            import openai

            self._client = openai.OpenAI(
                base_url=self._settings.base_url,
                api_key=self._settings.api_key or NO_KEY,
                max_retries=0,  # ours are counted and bounded in time
                # A redirect could lead the prompt to another host, and so could a proxy what is meant for this machine.
                http_client=openai.DefaultHttpxClient(
                    follow_redirects=False, trust_env=not self._settings.is_local
                ),
            )
        return self._client

    def _read(self, chunks: Iterable[bytes], stream: Stream | None) -> bytes:
        """The body, up to the size limit; that of a stream put together. Time is checked here too: a socket's time-out only limits
        each pause."""
        raw = bytearray()
        for chunk in chunks:
            raw += chunk
            if stream is not None:
                try:
                    stream.feed(chunk)
                except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                    raise self._not_an_endpoint(bytes(raw[-200:])) from None
            if len(raw) > MAX_BODY:
                message = f"{self._settings.place} answered with more than {MAX_BODY:,} bytes"
                raise fault("model.too-large", message)
            if self._clock() > self._deadline:
                raise self._timed_out()
        return bytes(raw) if stream is None else msgspec.json.encode(stream.body())

    def _decode(self, raw: bytes) -> Completion:
        """The first choice of a body, with its tokens counted."""
        place = self._settings.place
        try:
            body = msgspec.json.decode(raw, type=_Body)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise self._not_an_endpoint(raw) from None
        if body.usage is not None:
            self.prompt_tokens += max(0, body.usage.prompt_tokens or 0)
            self.completion_tokens += max(0, body.usage.completion_tokens or 0)
        if body.error:
            raise self._error_in_body(body.error)
        if not body.choices:
            raise fault("model.empty-answer", f"{place} answered without any choice", unusable_body=True)
        first = body.choices[0]
        said = first.message
        return Completion(said.content or "", first.finish_reason or "", said.refusal or "")

    def _error_in_body(self, error: Any) -> EndpointFault:
        """The fault for an error that came with status 200; its `code` may be the status that was meant."""
        parts = error if isinstance(error, dict) else {"message": error}
        words = str(parts.get("message", ""))
        code = parts.get("code")
        status = code if isinstance(code, int) and 400 <= code < 600 else 400
        codes = {str(code or ""), str(parts.get("type") or "")}
        return refusal(status, codes, quote(words, self._settings), {}, self._settings, complaint=words)

    def _timed_out(self) -> EndpointFault:
        return fault("model.timeout", f"{self._settings.place} did not answer in time")

    def _unreachable(self, error: BaseException) -> EndpointFault:
        why = quote(str(error), self._settings) or type(error).__name__
        return fault("model.unreachable", f"cannot reach {self._settings.place}: {why}")
