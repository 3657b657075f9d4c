"""Tells Django of this package."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lhr.web"
    label = "web"
