"""Tells Django of this package."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "lhr.standards"
    label = "standards"
