"""Mermaid 12 source whatever the diagram type: names, text, addresses, style, and what surrounds every diagram."""
