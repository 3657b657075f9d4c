"""ก.พ.๗: the card of one person: its tabs, adding and correcting lines."""
