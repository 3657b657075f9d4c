"""What the server and the card agent both know: the card's layout, the signed statement, the codes.

Pure: no file, no network, no Django. Source: the card login design, sections 1, 4.2 and 9.
"""
