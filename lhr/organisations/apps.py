"""Tells Django of this package."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "lhr.organisations"
    label = "organisations"
