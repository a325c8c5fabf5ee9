"""The C4 library for sequence diagrams, as macros that write participants, boxes and messages.

Source: github.com/plantuml-stdlib/C4-PlantUML 2.x, `C4_Sequence.puml`: its names and the order of their arguments.
"""

from __future__ import annotations

from diagramc.frontends.plantuml.preprocess.lines import LIBRARY, Line

_PARTICIPANTS = {
    "Person": "actor",
    "System": "participant",
    "Container": "participant",
    "Component": "participant",
}
_VARIANTS = {"": "", "Db": "database", "Queue": "queue"}
_ELEMENT = """\
!unquoted procedure {name}($alias, $label="", {technology}$descr="", $sprite="", $tags="", $link="", $baseShape="")
{keyword} "$label" as $alias
!endprocedure
"""
_BOUNDARY = """\
!unquoted procedure {name}($alias, $label="", $type="", $tags="", $link="", $descr="")
box "$label"
!endprocedure
"""
_RELATION = """\
!unquoted procedure {name}($from, $to, $label="", $techn="", $descr="", $sprite="", $tags="", $link="", $index="", $rel="")
!if ($techn != "")
$from {arrow} $to : $label\\n//[$techn]//
!else
$from {arrow} $to : $label
!endif
!endprocedure
"""
_SETTINGS = (
    "SHOW_LEGEND SHOW_FLOATING_LEGEND SHOW_ELEMENT_DESCRIPTIONS SHOW_FOOT_BOXES SHOW_INDEX HIDE_STEREOTYPE SHOW_PERSON_SPRITE "
    "HIDE_PERSON_SPRITE SHOW_PERSON_PORTRAIT SHOW_PERSON_OUTLINE SET_SKETCH_STYLE LAYOUT_AS_SKETCH LAYOUT_WITH_LEGEND AddElementTag "
    "AddRelTag AddBoundaryTag AddPersonTag AddSystemTag AddContainerTag AddComponentTag UpdateElementStyle UpdateRelStyle "
    "UpdateBoundaryStyle UpdateLegendTitle AddProperty SetPropertyHeader WithoutPropertyHeader setIndex increment"
)
_SETTING = """\
!unquoted procedure {name}($a="", $b="", $c="", $d="", $e="", $f="", $g="", $h="", $i="", $j="")
!endprocedure
"""


def lines() -> list[Line]:
    """The library's source."""
    parts: list[str] = []
    for name, keyword in _PARTICIPANTS.items():
        variants = _VARIANTS if name != "Person" else {"": ""}
        technology = '$techn="", ' if name in ("Container", "Component") else ""
        for ending, other in variants.items():
            parts += [
                _ELEMENT.format(
                    name=f"{name}{ending}{border}", technology=technology, keyword=other or keyword
                )
                for border in ("", "_Ext")
            ]
    boundaries = (
        "Boundary",
        "Enterprise_Boundary",
        "System_Boundary",
        "Container_Boundary",
        "Component_Boundary",
    )
    parts += [_BOUNDARY.format(name=name) for name in boundaries]
    parts.append("!procedure Boundary_End()\nend box\n!endprocedure\n")
    for name, arrow in (("Rel", "->"), ("Rel_Back", "<-"), ("BiRel", "<->"), ("RelSpecial", "->")):
        parts.append(_RELATION.format(name=name, arrow=arrow))
    parts += [_SETTING.format(name=name) for name in _SETTINGS.split()]
    return [Line(text, LIBRARY, number) for number, text in enumerate("".join(parts).splitlines(), 1)]
