"""diagramc, the compiler for diagrams."""

__version__ = "0.1.0"
