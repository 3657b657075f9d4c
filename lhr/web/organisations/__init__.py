"""รายชื่อ อปท.: find any local government, see what became of it, and enter what becomes of it on a day."""
