"""Packages that say nothing of their own are part of the name of the one inside them."""

from __future__ import annotations

from diagramc.backends.class_.packages import drawn_packages
from diagramc.ir.base import Note
from diagramc.ir.class_ import Class, ClassDiagram, Package, Relation


def nested(**parts: object) -> ClassDiagram:
    """`Pump` and `Valve` in `water`, which is in `acme`, which is in `org`."""
    fields: dict[str, object] = {
        "classes": (Class(id="Pump", group="w"), Class(id="Valve", group="w")),
        "groups": (
            Package(id="o", label="org"),
            Package(id="a", label="acme", parent="o"),
            Package(id="w", label="water", parent="a"),
        ),
    }
    return ClassDiagram(**{**fields, **parts})  # type: ignore[arg-type]


def drawn(diagram: ClassDiagram) -> list[tuple[str, object, str | None]]:
    """Id, label and parent of the packages that are drawn."""
    return [(package.id, package.label, package.parent) for package in drawn_packages(diagram)]


def test_a_chain_of_packages_is_one_frame_with_its_full_name() -> None:
    assert drawn(nested()) == [("w", "org.acme.water", None)]


def test_a_package_with_a_class_of_its_own_keeps_its_frame() -> None:
    classes = (Class(id="Pump", group="w"), Class(id="Meter", group="a"))
    assert drawn(nested(classes=classes)) == [("a", "org.acme", None), ("w", "water", "a")]


def test_a_package_that_something_is_about_keeps_its_frame() -> None:
    assert drawn(nested(notes=(Note(text="since 1911", targets=("o",)),))) == [
        ("o", "org", None),
        ("w", "acme.water", "o"),
    ]
    assert ("a", "org.acme", None) in drawn(nested(relations=(Relation(source="Pump", target="a"),)))


def test_packages_side_by_side_keep_the_one_round_them() -> None:
    groups = (*nested().groups, Package(id="g", label="gas", parent="a"))
    assert drawn(nested(groups=groups)) == [
        ("a", "org.acme", None),
        ("w", "water", "a"),
        ("g", "gas", "a"),
    ]


def test_a_name_that_is_full_already_is_not_made_longer() -> None:
    groups = (Package(id="o", label="org"), Package(id="w", label="org.water", parent="o"))
    assert drawn(nested(groups=groups)) == [("w", "org.water", None)]
