"""Tells Django of this package."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lhr.jobs"
    label = "jobs"
