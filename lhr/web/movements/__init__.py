"""ระบบฐานข้อมูลบุคลากร: the one movement screen, the list of lines, people and their pages."""
