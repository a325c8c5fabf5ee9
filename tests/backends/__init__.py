"""Tests of the lowerings to the target languages."""
