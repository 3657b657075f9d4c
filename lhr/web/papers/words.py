"""What each kind of printed paper is called."""

from __future__ import annotations

from lhr.documents.qr_token import DocumentKind
from lhr.kernel.words import Words

KIND_SAYS = {DocumentKind.KP7: Words("ก.พ.๗ (ทะเบียนประวัติ)", "ก.พ.๗ (personnel record)")}
