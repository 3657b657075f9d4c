"""ตำแหน่งของหน่วยงาน: the posts of an LGO on any day, the register of each, and what is done to one."""
