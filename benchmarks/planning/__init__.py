"""How well a planner reads text that others wrote: prompts with reference diagrams, scored without a judge."""
