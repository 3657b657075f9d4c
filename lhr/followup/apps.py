"""Tells Django of this package, and the job table of its kind of job."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "lhr.followup"
    label = "followup"

    def ready(self) -> None:
        from lhr.followup.preparing import RoundOfAProvince, outcomes
        from lhr.jobs import kinds

        kinds.register(RoundOfAProvince(), outcomes)
