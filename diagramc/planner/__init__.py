"""Prompt to IR: the offline planner (rules, no network) and the llm planner (any OpenAI-compatible endpoint)."""
