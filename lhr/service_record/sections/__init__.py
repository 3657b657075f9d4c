"""The sections of the ก.พ.๗ beside item 13, each declared in one place. Pure.

A new section is a `Section` in one of these files: its form, rules, table on the person page, history, verification
and print follow from the declaration (docs/adr/0012).
"""

from lhr.service_record.sections import of_family, of_honours, of_learning, of_leave, of_person, of_service
from lhr.service_record.sections.columns import Column, Lists, first_day, whole_day
from lhr.service_record.sections.section import Cites, Facts, Section, Stood, Tab, Typed, Values

SECTIONS: dict[str, Section] = {
    section.code: section
    for group in (of_person, of_family, of_learning, of_service, of_honours, of_leave)
    for section in group.SECTIONS
}

__all__ = [
    "SECTIONS",
    "Cites",
    "Column",
    "Facts",
    "Lists",
    "Section",
    "Stood",
    "Tab",
    "Typed",
    "Values",
    "first_day",
    "whole_day",
]
