"""Pure ground of the register: Thai dates and text, periods, rules, events, the clock."""
