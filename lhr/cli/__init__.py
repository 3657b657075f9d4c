"""The commands of the operator: each in its own file of `commands/`, over queries and actions, never over models."""
