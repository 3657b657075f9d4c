"""Tells Django of this package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lhr.people"
    label = "people"
