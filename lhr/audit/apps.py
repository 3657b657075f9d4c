from django.apps import AppConfig
from django.db.backends.signals import connection_created


class AuditConfig(AppConfig):
    name = "lhr.audit"
    label = "audit"
    verbose_name = "สมุดบันทึก"

    def ready(self) -> None:
        from lhr.audit.context import prepare_connection

        # A connection must know the open change, and be locked, before its first statement.
        connection_created.connect(prepare_connection, dispatch_uid="lhr.audit.context")
