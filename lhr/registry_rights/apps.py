"""Tells Django of this package, and the package of the service record's news."""

from django.apps import AppConfig


class RegistryRightsConfig(AppConfig):
    name = "lhr.registry_rights"
    label = "registry_rights"
    verbose_name = "ระบบลงทะเบียนสิทธิผู้ใช้งาน"

    def ready(self) -> None:
        from lhr.registry_rights import subscribers

        subscribers.listen()
