"""Tells Django of this package."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "lhr.cli"
    label = "cli"
