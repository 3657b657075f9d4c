from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class HistoryConfig(AppConfig):
    name = "lhr.history"
    label = "history"
    verbose_name = "ประวัติสองแกนเวลา"

    def ready(self) -> None:
        from lhr.history import checks
        from lhr.history.guards import install_after_migrate, unlock_before_migrate

        # Django's SQLite table rebuild drops triggers silently, hence after every migrate.
        pre_migrate.connect(unlock_before_migrate, dispatch_uid="lhr.history.unlock")
        post_migrate.connect(install_after_migrate, dispatch_uid="lhr.history.guards")
        checks.register()
