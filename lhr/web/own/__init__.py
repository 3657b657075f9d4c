"""ประวัติของฉัน: the own record of whoever is signed in, and nobody else's."""
