"""SEM101 and SEM102: the registrar and the records officer of each local government."""
