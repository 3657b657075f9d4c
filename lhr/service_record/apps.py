"""Tells Django of this package."""

from django.apps import AppConfig


class ServiceRecordConfig(AppConfig):
    name = "lhr.service_record"
    label = "service_record"

    def ready(self) -> None:
        from lhr.jobs import kinds
        from lhr.service_record.batch_print import PrintOfAnLgo

        kinds.register(PrintOfAnLgo())
