"""What other tools draw of a diagram, and how large its text then is on a slide."""
