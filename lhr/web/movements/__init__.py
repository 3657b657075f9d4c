"""ระบบฐานข้อมูลบุคลากร: the one movement screen, the list and the queue of lines, people and their pages."""
