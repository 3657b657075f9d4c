"""Tells Django of this package, and the package of what becomes of organisations."""

from django.apps import AppConfig


class ServiceRecordConfig(AppConfig):
    name = "lhr.service_record"
    label = "service_record"

    def ready(self) -> None:
        from lhr.jobs import kinds
        from lhr.service_record import subscribers
        from lhr.service_record.batch_print import PrintOfAnLgo

        subscribers.listen()
        kinds.register(PrintOfAnLgo())
