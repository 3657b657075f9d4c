"""ก.พ.๗: employment, position lines, movements."""
