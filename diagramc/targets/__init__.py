"""What a target language needs whatever the diagram type: quoting, ids, escaping, templates."""
