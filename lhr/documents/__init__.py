"""Official paper: typst with TH SarabunPSK, Thai kept whole in boxes, the same input always the same bytes."""
