"""Tells Django of this package."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "lhr.identity"
    label = "identity"
