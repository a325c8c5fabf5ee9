"""Architecture as a picture: cards with a pictogram, coloured by what a service is for, in nested frames."""

from __future__ import annotations

from functools import partial

from diagramc.backends.graph import (
    WIDEST_WORD,
    Face,
    GraphPicture,
    Tie,
    graph_arrangements,
    padded,
    unkept_wishes,
)
from diagramc.backends.look import element_style
from diagramc.backends.pictograms import known_icon, pictogram
from diagramc.backends.shaped import shaped_face
from diagramc.diagnostics import Diagnostic
from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import Group, Label, LineStyle, RichText, Run, label_of, plain
from diagramc.layout.fit import Arrangement
from diagramc.layout.text import TextStyle, set_text, whole_words
from diagramc.scene.icons import icon_for_words
from diagramc.scene.model import Anchor, AnyItem, Box, Shape, Text
from diagramc.themes.base import Theme

ICONS: dict[str, str] = {
    "service": "box",
    "server": "server",
    "database": "database",
    "cache": "zap",
    "queue": "list",
    "topic": "rss",
    "storage": "archive",
    "disk": "hard-drive",
    "function": "square-function",
    "container": "container",
    "gateway": "router",
    "load-balancer": "split",
    "cdn": "earth",
    "dns": "map-pin",
    "firewall": "brick-wall",
    "web": "globe",
    "mobile": "smartphone",
    "browser": "app-window",
    "user": "user",
    "internet": "globe",
    "cloud": "cloud",
    "search": "search",
    "analytics": "chart-column",
    "monitoring": "activity",
    "scheduler": "clock",
    "auth": "shield-check",
    "secrets": "key-round",
    "mail": "mail",
    "payment": "credit-card",
    "ai-model": "sparkles",
    "device": "cpu",
    "system": "boxes",
    "component": "component",
}
"""The pictogram of each kind of service."""

GROUP_ICONS: dict[str, str] = {
    "cloud": "cloud",
    "region": "map-pin",
    "zone": "map-pin",
    "network": "network",
    "cluster": "boxes",
    "team": "users",
    "system": "building-2",
    "container": "container",
    "layer": "layers",
}

_SWATCHES: dict[str, int] = {
    **dict.fromkeys(("database", "cache", "storage", "disk", "search", "analytics"), 4),
    **dict.fromkeys(("queue", "topic", "scheduler", "mail"), 1),
    **dict.fromkeys(("gateway", "load-balancer", "cdn", "dns", "firewall", "web", "internet", "cloud"), 5),
    **dict.fromkeys(("user", "browser", "mobile", "device"), 2),
    **dict.fromkeys(("auth", "secrets", "payment"), 7),
    **dict.fromkeys(("ai-model", "monitoring"), 3),
}
"""The palette's swatch of each kind: state violet, messages orange, edge of the network teal, clients green, trust red."""

_GROUP_SWATCHES: dict[str, int] = {
    "cloud": 0,
    "container": 0,
    "cluster": 1,
    "team": 2,
    "layer": 3,
    "region": 4,
    "zone": 4,
    "network": 5,
    "system": 7,
}
"""The palette's swatch of each kind of boundary; plain groups take turns."""

ICON_SIZE = 26.0
GAP = 10.0
UPRIGHT_WRAP = 90.0
"""Where labels wrap at this width in px or less, the pictogram stands above the text instead of before it."""
DOT = 11.0


def _pictogram(service: Service) -> str:
    """The picture of a service's kind; where it is a service like any other, that of what it is called."""
    named = icon_for_words(plain(label_of(service))) if service.kind == "service" else None
    return named or ICONS[service.kind]


def _swatch(service: Service) -> str:
    return f"palette.{_SWATCHES.get(service.kind, 0)}"


def _with_technology(service: Service) -> Label:
    """What a service is called, and under it what it is made with."""
    label = label_of(service)
    if not service.technology:
        return label
    runs = (Run(text=label),) if isinstance(label, str) else label.runs
    return RichText(runs=(*runs, Run(text=f"\n[{service.technology}]", italic=True)))


def _face(diagram: Architecture, service: Service, theme: Theme, wrap: float) -> Face:
    style = element_style(diagram, service)
    if service.kind == "junction":
        return Face(
            DOT, DOT, "dot", lambda box: (Shape(role="node-shape", shape="dot", box=box, fill="edge.stroke"),)
        )
    swatch = _swatch(service)
    fill = "external.fill" if service.external else f"{swatch}.fill"
    stroke = "external.stroke" if service.external else f"{swatch}.stroke"
    line: LineStyle = "dashed" if service.external else "solid"
    if service.shape is not None:
        return shaped_face(
            _with_technology(service),
            service.shape,
            style,
            theme,
            wrap,
            fill=fill,
            stroke=stroke,
            icon=known_icon(service.icon, theme),
            line=line,
            weight=600,
        )
    text_style = TextStyle(style.font_size or theme.body_size, 600)
    wrap_asked, wrap = wrap, whole_words(label_of(service), text_style, wrap, WIDEST_WORD)
    block = set_text(label_of(service), text_style, wrap)
    detail = service.technology or ""
    below = set_text(detail, TextStyle(theme.small_size), wrap) if detail else None
    icon = known_icon(service.icon, theme) or _pictogram(service)
    text_width = max(block.width, below.width if below else 0.0)
    text_height = block.height + (below.height if below else 0.0)
    upright = wrap_asked <= UPRIGHT_WRAP
    if upright:
        width = theme.pad_x * 1.6 + max(ICON_SIZE, text_width)
        height = ICON_SIZE + GAP / 2 + text_height + 2 * theme.pad_y
    else:
        width = theme.pad_x * 1.6 + ICON_SIZE + GAP + text_width
        height = max(ICON_SIZE, text_height) + 2 * theme.pad_y

    def draw(box: Box) -> tuple[AnyItem, ...]:
        if upright:
            icon_x, text_x = box.center[0] - ICON_SIZE / 2, box.center[0]
            icon_y = box.y + (box.height - height) / 2 + theme.pad_y
            top = icon_y + ICON_SIZE + GAP / 2
        else:
            icon_x = box.x + (box.width - width) / 2 + theme.pad_x * 0.8
            text_x = icon_x + ICON_SIZE + GAP
            icon_y = box.y + (box.height - ICON_SIZE) / 2
            top = box.y + (box.height - text_height) / 2
        anchor: Anchor = "middle" if upright else "start"
        items: list[AnyItem] = [
            Shape(
                role="node-shape",
                shape="rect",
                box=box,
                fill=style.fill or fill,
                stroke=style.stroke or stroke,
                stroke_width=style.stroke_width or theme.stroke_width,
                line=style.line or line,
                radius=theme.radius,
            ),
            pictogram(
                "icon",
                icon,
                theme,
                x=icon_x,
                y=icon_y,
                size=ICON_SIZE,
                paint=style.stroke or stroke,
            ),
            Text(
                role="node-label",
                block=block,
                x=text_x,
                y=top,
                anchor=anchor,
                fill=style.color or "node.text",
            ),
        ]
        if below:
            items.append(
                Text(
                    role="node-detail",
                    block=below,
                    x=text_x,
                    y=top + block.height,
                    anchor=anchor,
                    fill=style.color or "muted",
                )
            )
        return tuple(items)

    return Face(width, height, "rect", draw)


def _label(connection: Connection) -> str | RichText | None:
    """What is said, with the protocol behind it in brackets."""
    if not connection.protocol:
        return connection.label
    if not plain(connection.label).strip() or connection.label is None:
        return connection.protocol
    runs = (Run(text=connection.label),) if isinstance(connection.label, str) else connection.label.runs
    return RichText(runs=(*runs, Run(text=f" [{connection.protocol}]", italic=True)))


def _group_icon(theme: Theme, group: Group) -> str | None:
    if not isinstance(group, Boundary):
        return None
    return known_icon(group.icon, theme) or GROUP_ICONS.get(group.kind)


def _group_hue(group: Group) -> str | None:
    if not isinstance(group, Boundary) or group.kind not in _GROUP_SWATCHES:
        return None
    return f"palette.{_GROUP_SWATCHES[group.kind]}"


def _group_detail(group: Group) -> str | None:
    return group.technology if isinstance(group, Boundary) else None


def picture(diagram: Architecture, theme: Theme) -> GraphPicture:
    """What is drawn of an architecture, before it is arranged."""
    return GraphPicture(
        diagram=diagram,
        nodes=diagram.services,
        ties=[
            Tie(
                edge=connection,
                label=_label(connection),
                line=connection.line,
                source_head=connection.source_head,
                target_head=connection.target_head,
            )
            for connection in diagram.connections
        ],
        groups=diagram.groups,
        faces=lambda wrap, pad: [
            _face(diagram, service, padded(theme, pad), wrap) for service in diagram.services
        ],
        direction=diagram.direction or "TB",
        theme=theme,
        group_icon=partial(_group_icon, theme),
        group_detail=_group_detail,
        group_hue=_group_hue,
    )


def arrangements(diagram: Architecture, theme: Theme) -> list[Arrangement]:
    """The ways to draw an architecture, the plain one (the author's direction, else downwards) first."""
    return graph_arrangements(picture(diagram, theme))


def remarks(diagram: Architecture) -> list[Diagnostic]:
    """What the picture does not do that the diagram asks for."""
    return unkept_wishes(diagram.services, diagram.connections, diagram.hints)
