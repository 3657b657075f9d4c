"""Posts (เลขที่ตำแหน่ง) and who may hold them."""
