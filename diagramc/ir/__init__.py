"""The typed diagram IR: one module a diagram type over the shared base."""
