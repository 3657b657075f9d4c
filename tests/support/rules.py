"""Words with which a test speaks of a rule of the field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest

from lhr.kernel.rules import Finding, RuleBroken


def rule(code: str, *, breaks: bool = False) -> pytest.MarkDecorator:
    """Mark which rule a test shows: kept, or (breaks=True) broken."""
    return pytest.mark.rule(code, breaks=breaks)


@contextmanager
def refused(code: str, *, on: str | None = None) -> Iterator[pytest.ExceptionInfo[RuleBroken]]:
    """Expect RuleBroken with a finding of this rule (RR-02 or RR-02.3), on this field when one is named."""
    with pytest.raises(RuleBroken) as caught:
        yield caught
    found = [f for f in caught.value.findings if code in (f.code, f.rule.code)]
    assert found, f"expected {code}, found {codes(caught.value.findings)}"
    assert on is None or on in {f.field for f in found}, (
        f"{code} stands on {[f.field for f in found]}, not on {on}"
    )


def codes(findings: Iterable[Finding]) -> list[str]:
    """Return the codes found, in order, for comparison with a list."""
    return [finding.code for finding in findings]
