"""Tells Django of this package."""

from django.apps import AppConfig


class RegistryRightsConfig(AppConfig):
    name = "lhr.registry_rights"
    label = "registry_rights"
