"""Tells Django of this package."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "lhr.followup"
    label = "followup"
