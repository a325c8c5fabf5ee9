"""Every diagnostic code: its severity, one sentence on what it means, one hint on what to do.

A code is `area.name`, stable across versions. The areas: `option` (what was asked for), `document` (JSON and YAML
documents), `parse` (Mermaid, PlantUML, DOT), `edit` (a change to a diagram), `prompt`, `plan` (what a planner did), `preprocess` (PlantUML's macros), `model` (the language model's endpoint), `validate` (the IR),
`lower` (what a target cannot say), `layout`, `render`, `engine` (external programs), `output`,
`docs` (docs builds), `theme` (theme files), `remote` (the image service), `serve` (the server).
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """A row of the table: default severity (error, warning, info), one sentence, one hint (may be empty)."""

    severity: str
    sentence: str
    hint: str = ""


CODES: dict[str, Code] = {
    # What was asked for
    "option.type": Code(
        "error", "The diagram type is not one of the eight.", "run `diagramc types` for the list"
    ),
    "option.size": Code(
        "error",
        "The aspect ratio is not `auto` or W:H between 1:4 and 4:1.",
        "use one of 1:1 2:3 3:2 3:4 4:3 4:5 5:4 9:16 16:9 21:9, any W:H between 1:4 and 4:1, or auto",
    ),
    "option.image-size": Code("error", "The image size is not 1K, 2K or 4K.", "use 1K, 2K or 4K"),
    "option.theme": Code("error", "There is no theme of this name.", "run `diagramc themes` for the list"),
    "theme.syntax": Code("error", "The theme file is not TOML, or not text."),
    "theme.value": Code(
        "error",
        "A key of the theme file is unknown, or its value is not what it can be.",
        "run `diagramc themes light` for a file with every key",
    ),
    "theme.contrast": Code(
        "warning", "Text of the theme file's colours has too little contrast with its ground."
    ),
    "option.icons": Code("error", "The icon folder is not a folder that can be listed."),
    "option.target": Code("error", "There is no output format of this name."),
    "option.planner": Code("error", "There is no planner of this name.", "use auto, offline, llm or local"),
    "option.strictness": Code("error", "The strictness is not normal or liberal.", "use normal or liberal"),
    "option.language": Code("error", "There is no reader for this input language."),
    # Documents
    "document.syntax": Code("error", "The document is not well-formed JSON or YAML."),
    "document.type": Code("error", "The document does not say which diagram type it holds."),
    "document.version": Code("error", "The document's format version is not one this release reads."),
    "document.field": Code("error", "A field of the document has the wrong type or name."),
    "document.missing": Code("error", "The document lacks a field that is required."),
    "document.duplicate-key": Code(
        "error", "An object of the document has the same field twice.", "remove one of them"
    ),
    "document.encoding": Code("error", "The document's bytes are not text.", "save it as UTF-8"),
    "document.too-large": Code("error", "The document is larger than the limit.", "split the diagram"),
    # Mermaid, PlantUML, DOT, and Markdown with such diagrams in it
    "parse.syntax": Code("error", "The text departs from the grammar of its language."),
    "parse.encoding": Code(
        "error", "The text's bytes are not in the encoding that it declares, or in UTF-8."
    ),
    "parse.too-large": Code(
        "error", "The text is larger, longer or deeper than the limit.", "split the diagram"
    ),
    "parse.unsupported-kind": Code(
        "error",
        "This kind of diagram has no place among the eight types.",
        "draw it with its own tool: `diagramc compile FILE --engine mermaid` (or plantuml)",
    ),
    "parse.unsupported": Code("error", "The language has this construct, and this release cannot read it."),
    "parse.ignored": Code("warning", "The diagram's typed form has no place for this; it is left out."),
    "parse.include": Code(
        "error", "A file may not be included.", "allow its folder with --include-dir FOLDER"
    ),
    "parse.value": Code("warning", "A value is not one that the language has there; it is left out."),
    "parse.empty": Code(
        "error",
        "There is no diagram in the text.",
        "begin with the kind of the diagram, such as `flowchart LR`, `@startuml` or `digraph {`",
    ),
    "parse.block": Code(
        "error", "A block is not closed, or a line closes or continues one that was not begun."
    ),
    "parse.reference": Code(
        "error", "A statement names what is not in the diagram.", "declare it, or correct the name"
    ),
    "parse.name": Code("warning", "A name is probably not the one that was meant."),
    "parse.activation": Code("error", "A participant is deactivated that is not active."),
    "parse.lifeline": Code(
        "error",
        "No message creates or ends a participant as the line before it says, or it is there already.",
    ),
    "parse.several": Code("error", "The page holds several diagrams, and one was asked for."),
    # Canonical form
    "format.changed": Code("error", "The text is not in canonical form.", "run `diagramc fmt` on it"),
    "format.lossy": Code(
        "error",
        "The canonical form would leave something out; the text is left as it is.",
        "take out what is named here, or pass --lossy",
    ),
    # Edits
    "edit.unclear": Code(
        "error",
        "The change is not understood.",
        "say it like: add X between A and B; rename A to B; remove A; connect A to B labelled 'x'; move A to G",
    ),
    "edit.unknown": Code("error", "The change names what is not in the diagram."),
    "edit.ambiguous": Code("error", "The change names what could be several elements of the diagram."),
    "edit.refused": Code("error", "The change cannot be made to this diagram."),
    "edit.nothing": Code("error", "The change would change nothing."),
    "edit.patch": Code("error", "The patch cannot be read, or is for another type of diagram."),
    "edit.unsafe": Code(
        "error",
        "The change cannot be written into this text without touching more of it; the text is left as it is.",
        "pass --rewrite to have the whole diagram written anew, or change the text by hand",
    ),
    "edit.rewritten": Code("warning", "The whole diagram was written anew, as was allowed."),
    "edit.lesser": Code("info", "The text's language has no word for something of the new element."),
    "edit.effect": Code("info", "The change has an effect that was not spelled out."),
    # Prompts
    "prompt.file": Code(
        "error",
        "The prompt is nothing but the name of a file.",
        "draw the file with `diagramc compile FILE`; in Python give a Path",
    ),
    "prompt.empty": Code(
        "error", "The prompt is empty.", 'say what to draw: diagramc diagram "Login flow with OAuth"'
    ),
    "prompt.too-long": Code(
        "error", "The prompt is longer than the limit.", "shorten it, or pass a diagram file to `compile`"
    ),
    "prompt.control-characters": Code("warning", "Control characters in the prompt were dropped."),
    "option.dry-run": Code(
        "error", "There is no request to show.", "name a planner that asks a model: --planner llm or local"
    ),
    # Files beside a prompt
    "context.unreadable": Code(
        "error", "A context file cannot be read.", "name text files, such as a README or a schema"
    ),
    "context.cut": Code(
        "warning",
        "A context file is longer than what a model is shown of it.",
        "name only the files that matter",
    ),
    "context.drawn": Code(
        "info",
        "The diagram was drawn from what a context file states.",
        "use --planner llm to combine it with the prompt",
    ),
    "context.unused": Code(
        "warning", "The offline planner could not use a context file.", "use --planner llm, or another --type"
    ),
    # What a planner did
    "plan.repaired": Code("info", "A slip in a planned diagram was mended."),
    "plan.nothing": Code(
        "error",
        "The prompt says nothing that could be drawn.",
        "name the things and what they do: `A sends B a request`, or write arrows: `A -> B: request`",
    ),
    "plan.not-understood": Code(
        "warning",
        "The offline planner did not understand this part and left it out.",
        "say it in a short sentence, or in arrow notation: `A -> B: label`",
    ),
    "plan.sparse": Code(
        "info",
        "The prompt only names its subject, which is no known pattern; its words were arranged.",
        "say the steps, things or dates, one sentence or line each",
    ),
    "plan.type-chosen": Code(
        "info", "No type was given; this one fits the prompt best.", "choose another with --type"
    ),
    "plan.kept": Code(
        "info", "The lock had a plan for this prompt.", "remove its entry from the lock to plan it again"
    ),
    "plan.scenario": Code(
        "info", "A known pattern filled in what the prompt leaves open.", "spell the steps out to override it"
    ),
    # The language model's endpoint
    "model.no-key": Code(
        "error", "There is no usable key for the endpoint.", "set OPENAI_API_KEY, or use the offline planner"
    ),
    "model.unnamed": Code(
        "error",
        "The endpoint is not OpenAI's, and no model is named.",
        "set DIAGRAMC_MODEL to a model it serves",
    ),
    "model.base-url": Code(
        "error",
        "The endpoint's address cannot be used.",
        "set OPENAI_BASE_URL to one such as https://host/v1",
    ),
    "model.setting": Code("error", "A time-out or token limit is not a positive number."),
    "model.insecure": Code(
        "error",
        "The key would be sent over plain http to another machine.",
        "use https, or set DIAGRAMC_ALLOW_PLAIN_HTTP=1 if the network is yours",
    ),
    "model.authentication": Code("error", "The endpoint refused the key.", "check OPENAI_API_KEY"),
    "model.credit": Code(
        "error", "The account has no credit left.", "add credit, or use the offline planner"
    ),
    "model.rate-limit": Code("error", "The endpoint had too many requests.", "wait, then try again"),
    "model.timeout": Code(
        "error", "The endpoint did not answer in time.", "try again, or shorten the prompt"
    ),
    "model.unreachable": Code(
        "error",
        "The endpoint cannot be reached.",
        "check OPENAI_BASE_URL and the network, or use the offline planner",
    ),
    "model.redirect": Code(
        "error", "The endpoint redirects to another address.", "set OPENAI_BASE_URL to the final address"
    ),
    "model.not-found": Code(
        "error",
        "The endpoint does not know the model or the path.",
        "check DIAGRAMC_MODEL; the base URL often ends in /v1",
    ),
    "model.not-an-endpoint": Code(
        "error",
        "The address answers, but not as a chat-completions endpoint.",
        "check OPENAI_BASE_URL; it often ends in /v1",
    ),
    "model.server": Code("error", "The endpoint failed.", "try again later"),
    "model.request": Code("error", "The endpoint refused the request."),
    "model.context-length": Code(
        "error", "The prompt is too long for the model.", "shorten it, or name a model with a longer context"
    ),
    "model.refused": Code("error", "The model or its provider refused the prompt.", "change the prompt"),
    "model.cut-off": Code(
        "error",
        "The model's answer was cut off at its limit.",
        "ask for fewer elements, or raise the token limit",
    ),
    "model.empty-answer": Code("error", "The model answered nothing."),
    "model.not-json": Code("error", "The model's answer holds no JSON.", "name a more capable model"),
    "model.schema": Code("error", "The model's answer is no diagram.", "name a more capable model"),
    "model.too-large": Code(
        "error", "The model's answer is larger than the limit.", "ask for fewer elements"
    ),
    "model.example": Code(
        "error",
        "The model repeated its instructions' example instead of the prompt.",
        "name a more capable model",
    ),
    "model.off-topic": Code(
        "warning", "The diagram has few of the prompt's own words.", "check that it says what was asked for"
    ),
    "model.language": Code(
        "warning", "The labels are not in the prompt's language.", "check that they say what was asked for"
    ),
    "model.incomplete": Code("warning", "The diagram looks unfinished.", "check that nothing is missing"),
    "model.mended": Code("info", "The model's answer broke the schema in small things, which were mended."),
    "model.fallback": Code("warning", "The language model failed; the offline planner answered instead."),
    # The model in a file
    "local.no-model": Code(
        "error",
        "The local planner was given no model.",
        "name a GGUF file with --model FILE.gguf; Qwen2.5-Coder-1.5B-Instruct (1.1 GB, huggingface.co/Qwen) is a small one that works",
    ),
    "local.model-file": Code("error", "The model file cannot be used.", "name a model in GGUF format"),
    "local.failed": Code(
        "error", "The runtime of local models failed.", "update it with: pip install -U 'diagramc[local]'"
    ),
    # The IR
    "validate.duplicate-id": Code("error", "Two elements have the same id.", "rename one of them"),
    "validate.empty-id": Code(
        "error", "An element has an empty id.", "give it an id, such as its label in one word"
    ),
    "validate.dangling-reference": Code(
        "error",
        "An element refers to an id that does not exist.",
        "add an element of that id, or correct the name",
    ),
    "validate.cycle": Code(
        "error", "Elements contain or report to each other in a circle.", "give one of them another parent"
    ),
    "validate.roots": Code(
        "error", "There is more than one root, or none.", "give every element but one a parent"
    ),
    "validate.operands": Code(
        "error",
        "A fragment has operands its kind does not allow.",
        "only alt, par and critical have several operands",
    ),
    "validate.activation": Code("warning", "A participant is deactivated that was not active."),
    "validate.empty": Code(
        "error", "The diagram has nothing in it.", "write at least one, or leave the diagram out"
    ),
    "validate.value": Code("error", "A value is outside its allowed range."),
    "validate.too-large": Code("error", "The diagram has more elements than the limit.", "split the diagram"),
    "validate.dates": Code("warning", "A period's dates are not dates, or are the wrong way round."),
    "validate.style": Code("warning", "An element names a style that the diagram does not have."),
    "validate.attribute": Code("warning", "An attribute of an entity is not right."),
    "validate.message": Code(
        "error", "A message leads from nowhere to nowhere.", "name a participant at one end at least"
    ),
    "validate.lifeline": Code("warning", "A participant is used after it ends, or before it begins."),
    "validate.empty-fragment": Code(
        "warning", "A fragment has no steps in it.", "write a step into it, or remove it"
    ),
    "validate.unlabelled": Code("warning", "An element that is nothing but text has no text."),
    # PlantUML's preprocessor
    "preprocess.directive": Code("error", "A line that begins with `!` is no directive."),
    "preprocess.unmatched": Code(
        "error", "A directive ends a block that was not begun.", "remove it, or begin the block above"
    ),
    "preprocess.unclosed": Code("error", "A block of directives is not closed."),
    "preprocess.expression": Code("error", "An expression cannot be evaluated."),
    "preprocess.undefined": Code(
        "error",
        "A macro, function or part that is not defined is used.",
        "define it above, or correct the name",
    ),
    "preprocess.arguments": Code(
        "error", "A macro or function is called with the wrong number of arguments."
    ),
    "preprocess.return": Code("error", "A call has no value."),
    "preprocess.assert": Code("error", "An assertion of the source does not hold."),
    "preprocess.limit": Code(
        "error",
        "The macros take more steps, depth or text than is allowed.",
        "look for a loop or a macro that does not end",
    ),
    "preprocess.library": Code(
        "warning",
        "A standard library of PlantUML is not at hand.",
        "draw with --engine plantuml to use it",
    ),
    "preprocess.outside": Code(
        "warning",
        "A function's answer would depend on the clock, the environment or files.",
        "the same source must always give the same diagram: write the value itself",
    ),
    "preprocess.theme": Code("info", "PlantUML's own themes are not used.", "choose a theme with --theme"),
    # Lowering
    "lower.dropped": Code(
        "warning",
        "The target language cannot say this; it is left out.",
        "choose another target, or draw natively",
    ),
    "lower.approximated": Code("info", "The target language says this in a lesser form."),
    # Layout
    "layout.small-text": Code(
        "warning",
        "The smallest text is under 9 px at this size.",
        "use --image-size 2K, another ratio, or split the diagram",
    ),
    "layout.missing-glyphs": Code(
        "warning", "The shipped font has no glyph for these characters; a fallback is used."
    ),
    "layout.no-font": Code(
        "warning",
        "No font here has these characters: PNG and PDF show empty boxes.",
        "install a font that has them, or for Chinese, Japanese and Korean: pip install 'diagramc[cjk]'",
    ),
    "layout.icon": Code(
        "warning",
        "There is no icon of this name: a plain one is drawn, or none.",
        "run `diagramc themes --icons` for the names, or give a folder with your own: --icons FOLDER",
    ),
    "layout.icon-file": Code("warning", "A file of the icon folder cannot be used, or not all of it."),
    "layout.picture": Code(
        "info",
        "A person's picture is not drawn; the initials are.",
        "put an SVG file of that name into a folder, and give the folder: --icons FOLDER",
    ),
    "layout.hint": Code(
        "warning",
        "This wish for the layout cannot be kept.",
        "in trees `order` and `near` hold among nodes of one family, `same-rank` among nodes of one level; in graphs"
        " `order` and `same-rank` hold among nodes of one group that no edge joins",
    ),
    # Docs builds
    "docs.option": Code("error", "An option of a diagram in a page is not right."),
    "docs.unlocked": Code(
        "error",
        "A prompt is not in the lock file, and this build may not plan.",
        "run `diagramc docs --update` on the pages (with --lock-only where MkDocs or Sphinx draws them), and commit diagrams.lock",
    ),
    "docs.lock": Code(
        "error",
        "The lock file cannot be read.",
        "restore it from version control, or delete it and run `diagramc docs --update`",
    ),
    "docs.left": Code(
        "info", "A diagram of a kind that diagramc does not draw is left to its page's own renderer."
    ),
    "docs.failed": Code("error", "A diagram of a page could not be drawn."),
    "docs.timeout": Code("error", "A diagram took longer than the limit.", "split the diagram"),
    # Files
    "output.source": Code("error", "An input cannot be read."),
    # External programs
    "engine.missing": Code("error", "An engine that was asked for is not installed."),
    "engine.passed-through": Code("info", "The source is drawn by its own tool, as it is."),
    "engine.refused": Code("error", "An external engine does not accept the source."),
    # The remote image service
    "remote.no-key": Code(
        "error",
        "There is no usable key for the service.",
        "run `diagramc auth login`, or set DEPICTA_API_KEY",
    ),
    "remote.insecure": Code(
        "error", "The key would be sent over plain http to another machine.", "use an https address"
    ),
    "remote.api-url": Code(
        "error", "The service's address cannot be used.", "set DEPICTA_API_URL to one such as https://host"
    ),
    "remote.config": Code("error", "The configuration file cannot be read.", "mend it or remove it"),
    "remote.config-mode": Code("warning", "The configuration file with the key can be read by others."),
    "remote.key-in-arguments": Code(
        "warning",
        "A key on the command line shows in the list of processes and in the shell's history.",
        "run `diagramc auth login`, or set DEPICTA_API_KEY",
    ),
    "remote.keyring": Code(
        "error", "The system's keyring cannot be used.", "leave --keyring out, or: pip install keyring"
    ),
    "remote.option": Code("error", "An option does not go with the remote service."),
    "remote.reference": Code(
        "error", "A reference image cannot be used.", "write PATH:DESCRIPTION or https://…:DESCRIPTION"
    ),
    "remote.references": Code("error", "There are more reference images than the service takes."),
    "remote.upload": Code(
        "error", "A reference image could not be uploaded; nothing was generated.", "try again"
    ),
    "remote.model": Code("error", "The model does not exist or cannot do this.", "run `diagramc models`"),
    "remote.unreachable": Code(
        "error",
        "The service cannot be reached; nothing was sent.",
        "check the network and DEPICTA_API_URL, then try again",
    ),
    "remote.redirect": Code(
        "error", "The service redirects to another address.", "set DEPICTA_API_URL to the final address"
    ),
    "remote.answer": Code("error", "The service's answer cannot be read.", "check DEPICTA_API_URL"),
    "remote.server": Code("error", "The service failed.", "try again later"),
    "remote.request": Code("error", "The service refused the request; nothing was charged."),
    "remote.authentication": Code(
        "error", "The service refused the key or the account.", "run `diagramc auth login`"
    ),
    "remote.credit": Code("error", "The account has no credit left.", "add credit to the account"),
    "remote.content": Code("error", "The content was refused by policy.", "change the prompt"),
    "remote.rate-limit": Code("error", "There were too many requests at once.", "wait, then try again"),
    "remote.unknown": Code(
        "error",
        "The line dropped before the service answered; whether it accepted the request is not known.",
        "look before you try again: `diagramc jobs resume` within the hour, or `diagramc jobs list`",
    ),
    "remote.unfinished": Code("error", "An accepted job is not finished, or its state cannot be read."),
    "remote.lost": Code("error", "The service does not know an accepted job any more."),
    "remote.failed": Code("error", "The service could not finish an accepted job; it is not charged."),
    "remote.download": Code("error", "A finished picture could not be downloaded whole."),
    "remote.format": Code("error", "A finished picture does not exist in the format that was asked for."),
    "remote.unsaved": Code("error", "A finished picture could not be written."),
    "remote.journal": Code("warning", "What became of a request could not be noted in the journal."),
    "remote.no-job": Code("error", "There is no job to resume.", "run `diagramc jobs list`"),
    # The server
    "serve.failed": Code("error", "The server could not compile a diagram."),
    "serve.limit": Code(
        "error", "A request needs more time, memory or elements than it may use.", "split the diagram"
    ),
    "serve.reference": Code(
        "warning",
        "Reference images are not looked at by diagramc's planners.",
        "say in the prompt what they show",
    ),
    "serve.keys": Code(
        "error", "The file of keys cannot be used.", "make one with `diagramc serve --add-key NAME`"
    ),
    "serve.address": Code("error", "The server cannot listen at an address."),
    "serve.data": Code("error", "The server's folder cannot be used."),
    "serve.option": Code("error", "A setting of the server cannot be used."),
}
