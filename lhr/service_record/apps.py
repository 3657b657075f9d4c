"""Tells Django of this package."""

from django.apps import AppConfig


class ServiceRecordConfig(AppConfig):
    name = "lhr.service_record"
    label = "service_record"
