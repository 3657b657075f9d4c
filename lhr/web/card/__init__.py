"""ก.พ.๗: the card of one person: its tabs, adding and correcting lines, and the queue of those that wait."""
