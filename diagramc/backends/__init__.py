"""IR to target source (graphviz.py, mermaid.py, plantuml.py) and to a laid-out scene (scene.py), a folder a diagram type."""
