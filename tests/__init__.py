"""The tests of diagramc."""
