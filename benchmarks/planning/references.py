"""Reference diagrams of the prompt sets as graphs; just enough of each language to score by."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from benchmarks.planning.graphs import Graph, bypass


def _mermaid_sequence(row: dict[str, Any]) -> Graph:
    return sequence_source(row["reference"])


_DECLARED = re.compile(
    r'^\s*(?:create\s+)?(?:participant|actor|boundary|control|entity|database|collections|queue)\s+(?:"(?P<quoted>[^"]+)"|(?P<plain>[^\s"]+))(?:\s+as\s+(?:"(?P<as_quoted>[^"]+)"|(?P<as>[^\n#<]+?)))?\s*(?:#\w+|<<.*>>)?\s*$'
)
_SENT = re.compile(
    r'^\s*(?:"(?P<qs>[^"]+)"|(?P<source>[\w ./&()-]+?))\s*(?P<arrow><?[-.]+(?:\[[^\]]*\])?[-.]*(?:>>?|[x)\\/o])+)\s*[+-]?\s*(?:"(?P<qt>[^"]+)"|(?P<target>[\w ./&()-]+?))\s*(?:\+\+|--|\*\*|!!)?\s*(?::(?P<text>.*))?$'
)


def sequence_source(text: str) -> Graph:
    """Participants and messages of Mermaid or PlantUML sequence source."""
    names: dict[str, str] = {}
    graph = Graph()
    plantuml = "@startuml" in text
    for line in text.split("\n"):
        declared = _DECLARED.match(line)
        if declared:
            first = declared.group("quoted") or declared.group("plain")
            second = declared.group("as_quoted") or declared.group("as")
            if second is None:
                names[first] = first
            elif plantuml and declared.group("as_quoted") is None:
                names[second.strip()] = first
            else:
                names[first] = second.strip()
            graph.node(names.get(first) or first)
            continue
        sent = _SENT.match(line)
        if sent and not line.strip().lower().startswith(
            ("note", "alt", "else", "loop", "opt", "title", "group")
        ):
            source = sent.group("qs") or sent.group("source").strip()
            target = sent.group("qt") or sent.group("target").strip()
            graph.edges.append((graph.node(names.get(source, source)), graph.node(names.get(target, target))))
    return graph


_CLASS = re.compile(
    r'^\s*(?:abstract\s+)?(?:class|entity|enum|interface)\s+(?:"(?P<quoted>[^"]+)"(?:\s+as\s+(?P<alias>\w+))?|(?P<name>[\w.]+))(?P<open>[^{\n]*\{)?(?P<close>[^}]*\})?'
)
_RELATION = re.compile(
    r'^\s*"?(?P<source>[\w.]+)"?\s*(?:"[^"]*")?\s*(?P<line>[<|*o}{+#]*[-.]{1,}(?:\[[^\]]*\]|up|down|left|right|u|d|l|r)?[-.]*[>|*o}{+#]*)\s*(?:"[^"]*")?\s*"?(?P<target>[\w.]+)"?\s*(?::.*)?$'
)


def _class_source(row: dict[str, Any]) -> Graph:
    """Classes, attributes and relations of PlantUML class source."""
    graph = Graph()
    names: dict[str, str] = {}
    owner: int | None = None
    for line in row["reference"].split("\n"):
        opened = _CLASS.match(line)
        if opened:
            name = opened.group("quoted") or opened.group("name")
            names[opened.group("alias") or name] = name
            index = graph.node(name)
            owner = index if opened.group("open") and not opened.group("close") else None
        elif "}" in line:
            owner = None
        elif owner is not None:
            text = line.strip().lstrip("+-#~ ")
            if text and "(" not in text and text[0].isalpha():
                before, colon, _ = text.partition(":")
                graph.attributes.append((owner, (before if colon else text.split()[-1]).strip()))
        elif (
            (relation := _RELATION.match(line))
            and relation.group("source") in names
            and relation.group("target") in names
        ):
            graph.edges.append(
                (graph.node(names[relation.group("source")]), graph.node(names[relation.group("target")]))
            )
    return graph


def _pet(row: dict[str, Any]) -> Graph:
    """Activities with what they are done to, the flow between them with gateways passed through, and who performs them."""
    mentions, relations = row["reference"]["mentions"], row["reference"]["relations"]
    used: dict[int, list[str]] = {}
    pairs: list[tuple[str, str]] = []
    for relation in relations:
        heads, tails = relation["head"], relation["tail"]
        if relation["type"] == "uses":
            used.setdefault(heads[0], []).append(mentions[tails[0]]["text"])
        elif relation["type"] in ("flow", "same gateway"):
            pairs += [(str(h), str(t)) for h in heads for t in tails]
    activities = [i for i, m in enumerate(mentions) if m["type"] == "Activity"]
    graph = Graph([" ".join([mentions[i]["text"], *used.get(i, ())]) for i in activities])
    kept = bypass(pairs, {str(i) for i in activities})
    graph.edges = [(activities.index(int(a)), activities.index(int(b))) for a, b in kept]
    performers: dict[str, int] = {}
    for relation in relations:
        if relation["type"] == "actor performer" and relation["head"][0] in activities:
            names = [mentions[i]["text"] for i in relation["tail"]]
            name = max((n for n in names if n.lower() not in _PRONOUNS), key=len, default=names[0])
            performers.setdefault(name.lower(), activities.index(relation["head"][0]))
    graph.attributes = [(first, name) for name, first in performers.items()]
    return graph


_PRONOUNS = frozenset(["i", "he", "she", "it", "they", "we", "you"])


def _json_graph(row: dict[str, Any]) -> Graph:
    graph = Graph(list(row["reference_graph"]["nodes"]))
    graph.edges = [(graph.node(a), graph.node(b)) for a, b in row["reference_graph"]["edges"]]
    return graph


def _domain(row: dict[str, Any]) -> Graph:
    model = row["reference"]
    graph = Graph(list(dict.fromkeys(model["classes"])))
    graph.attributes = [(graph.node(a["owner"]), a["name"]) for a in model["attributes"]]
    graph.edges = [(graph.node(a["source"]), graph.node(a["target"])) for a in model["associations"]]
    graph.edges += [(graph.node(a), graph.node(b)) for a, b in model["generalizations"]]
    return graph


_DOT_NODE = re.compile(r'^\s*"?(\w+)"?\s*\[[^\]]*label="([^"]+)"')
_DOT_EDGE = re.compile(r'^\s*"?(\w+)"?\s*->\s*"?(\w+)"?')


def _dot(row: dict[str, Any]) -> Graph:
    graph = Graph()
    names: dict[str, str] = {}
    for line in row["reference"].split("\n"):
        if found := _DOT_EDGE.match(line):
            a, b = (names.get(name, name) for name in found.groups())
            graph.edges.append((graph.node(a), graph.node(b)))
        elif found := _DOT_NODE.match(line):
            names[found.group(1)] = found.group(2)
            graph.node(found.group(2))
    return graph


READERS: dict[str, Callable[[dict[str, Any]], Graph]] = {
    "mermaidseqbench": _mermaid_sequence,
    "uml-llm-seq": _mermaid_sequence,
    "pet": _pet,
    "process-llm": _json_graph,
    "flowlearn-sim": _json_graph,
    "golden-uml": _class_source,
    "domain-models": _domain,
    "text2arch-fewshot": _dot,
}
"""How the reference of each set is read. Sets without one are only planned."""
