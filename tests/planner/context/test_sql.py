"""What is read of SQL DDL in the dialects people have, and what is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagramc.diagnostics import Severity
from diagramc.ir.er import EntityRelationship
from diagramc.passes.validate import validate
from diagramc.planner.context.sql import read


def tables(script: str) -> EntityRelationship:
    diagram = read(script)["er"]
    assert isinstance(diagram, EntityRelationship)
    assert [d for d in validate(diagram) if d.severity is Severity.ERROR] == []
    return diagram


def columns(diagram: EntityRelationship, entity: int = 0) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(a.name, a.type, a.keys) for a in diagram.entities[entity].attributes]


def ends(diagram: EntityRelationship) -> list[tuple[str, str, str, str, str | None]]:
    return [
        (r.source, r.source_cardinality, r.target_cardinality, r.target, str(r.label) if r.label else None)
        for r in diagram.relationships
    ]


def test_columns_have_types_keys_and_nullability() -> None:
    diagram = tables(
        """CREATE TABLE IF NOT EXISTS shop.boat (
             id bigserial PRIMARY KEY,
             hull char(12) NOT NULL UNIQUE, -- a comment, with a comma
             "built on" timestamp with time zone DEFAULT now() NOT NULL,
             length numeric(10,2) CHECK (length > 0 AND length < 99),
             tags text[]
           );"""
    )
    assert columns(diagram) == [
        ("id", "bigserial", ("PK",)),
        ("hull", "char(12)", ("UK",)),
        ("built on", "timestamp with time zone", ()),
        ("length", "numeric(10,2)", ()),
        ("tags", "text[]", ()),
    ]
    assert [a.nullable for a in diagram.entities[0].attributes] == [None, False, False, None, None]


@pytest.mark.parametrize(
    ("owner", "wanted"),
    [
        ("owner_id int NOT NULL REFERENCES owner(id)", ("owner", "exactly-one", "zero-or-more", "boat", None)),
        ("owner_id int REFERENCES owner", ("owner", "zero-or-one", "zero-or-more", "boat", None)),
        ("owner_id int NOT NULL UNIQUE REFERENCES owner", ("owner", "exactly-one", "zero-or-one", "boat", None)),
        ("skipper_id int, FOREIGN KEY (skipper_id) REFERENCES owner (id) ON DELETE SET NULL",
         ("owner", "zero-or-one", "zero-or-more", "boat", "skipper")),
        ("owner_id int primary key references owner", ("owner", "exactly-one", "zero-or-one", "boat", None)),
    ],
)  # fmt: skip
def test_a_foreign_key_is_a_relationship_with_its_cardinalities(owner: str, wanted: tuple[str, ...]) -> None:
    diagram = tables(f"create table owner (id int primary key); create table boat ({owner});")
    assert ends(diagram) == [wanted]


def test_keys_that_are_part_of_the_primary_key_identify() -> None:
    diagram = tables(
        "create table a (id int primary key); create table b (a_id int, n int, primary key (a_id, n), foreign key (a_id) references a);"
    )
    assert diagram.relationships[0].identifying
    assert columns(diagram, 1) == [("a_id", "int", ("PK", "FK")), ("n", "int", ("PK",))]


def test_dumps_of_mysql_and_postgres_are_understood() -> None:
    diagram = tables(
        """/*!40101 SET NAMES utf8 */;
        CREATE TABLE `crew` (
          `id` int unsigned NOT NULL AUTO_INCREMENT,
          `boat_id` int NOT NULL COMMENT 'where; they sail',
          KEY `ix` (`boat_id`),
          PRIMARY KEY (`id`),
          CONSTRAINT `fk` FOREIGN KEY (`boat_id`) REFERENCES `boat` (`id`)
        ) ENGINE=InnoDB COMMENT='All hands';
        INSERT INTO crew VALUES (1, 'CREATE TABLE no (x int);');
        CREATE TABLE boat (id int NOT NULL, name text);
        ALTER TABLE ONLY public.boat ADD CONSTRAINT boat_pk PRIMARY KEY (id), ADD COLUMN port_id int;
        ALTER TABLE boat ADD FOREIGN KEY (port_id) REFERENCES port(id);
        CREATE UNIQUE INDEX u ON boat USING btree (name);
        COMMENT ON COLUMN public.boat.name IS 'painted on the stern';
        CREATE FUNCTION f() RETURNS void AS $body$ CREATE TABLE evil (id int); $body$ LANGUAGE sql;"""
    )
    assert [entity.id for entity in diagram.entities] == ["crew", "boat"]
    assert columns(diagram, 1) == [
        ("id", "int", ("PK",)),
        ("name", "text", ("UK",)),
        ("port_id", "int", ("FK",)),
    ]
    assert diagram.entities[0].attributes[1].comment == "where; they sail"
    assert diagram.entities[1].attributes[1].comment == "painted on the stern"
    assert diagram.entities[0].description == "All hands"
    assert ends(diagram) == [("boat", "exactly-one", "zero-or-more", "crew", None)]


def test_types_of_several_words_and_odd_constraints() -> None:
    diagram = tables(
        """create table a (
             x character varying(3) not null, y double precision, z varchar(9) character set utf8 not null, k key_type,
             e enum('a','b') not null default 'a', m int unsigned constraint up references a(x) on delete cascade deferrable,
             n [int] IDENTITY(1,1) NOT NULL, key varchar(3),
             CONSTRAINT pk PRIMARY KEY CLUSTERED ([n] ASC) WITH (PAD_INDEX = OFF)
           )"""
    )
    assert columns(diagram) == [
        ("x", "character varying(3)", ()),
        ("y", "double precision", ()),
        ("z", "varchar(9)", ()),
        ("k", "key_type", ()),
        ("e", "enum(a,b)", ()),
        ("m", "int unsigned", ("FK",)),
        ("n", "int", ("PK",)),
        ("key", "varchar(3)", ()),
    ]
    assert ends(diagram) == [("a", "zero-or-one", "zero-or-more", "a", "m")]


def test_several_schemas_become_groups_and_square_brackets_are_quotes() -> None:
    diagram = tables("create table [sales].[order] (id int)\nGO\ncreate table hr.person (id int)\nGO\n")
    assert [group.label for group in diagram.groups] == ["sales", "hr"]
    assert [entity.group for entity in diagram.entities] == [group.id for group in diagram.groups]


@pytest.mark.parametrize(
    "text", ["", "select 1", "create table", "create table t", "create table t as select 1 from (x)", "')("]
)
def test_what_defines_no_table_is_no_diagram(text: str) -> None:
    assert read(text) == {}


@given(st.text(alphabet="creat tblinx(),;.'\"`[]-/*$#\n12ADPRIMYKEOGNUQF", max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    for diagram in read("create table a (id int primary key, " + text).values():
        assert [d for d in validate(diagram) if d.severity is Severity.ERROR] == []
