"""Tells Django of this package."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "lhr.orders"
    label = "orders"
    verbose_name = "คำสั่ง"
