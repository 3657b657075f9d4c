"""Tells Django of this package."""

from django.apps import AppConfig


class StaffingPlanConfig(AppConfig):
    name = "lhr.staffing_plan"
    label = "staffing_plan"
