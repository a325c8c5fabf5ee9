"""The PlantUML language (checked against 1.2026.8): text, names, styles and arrows, whatever the diagram type."""
