"""ตรวจสอบเอกสาร: what the QR of a printed paper opens, for whoever holds the paper."""
