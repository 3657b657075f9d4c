"""Tells Django of this package."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "lhr.documents"
    label = "documents"
