"""ติดตามการลงทะเบียน: who has registered, who has not, whose right ended and why, as each office above sees it."""
