"""Paper: what LHR prints (typst, Thai kept whole in boxes, the same input always the same bytes), and the scans of
orders that it keeps: judged by content in a process of their own, stored once under their digest, never altered."""
