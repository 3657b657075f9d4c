"""Accounts."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from lhr.audit.guard import Guard
from lhr.kernel.privacy import Privacy


class Account(AbstractBaseUser):
    """A sign-in name."""

    GUARD = Guard.FREE
    PRIVACY = {
        "id": Privacy.INTERNAL,
        "username": Privacy.PERSONAL,
        "password": Privacy.SENSITIVE,
        "last_login": Privacy.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)

    USERNAME_FIELD = "username"
    objects: BaseUserManager[Account] = BaseUserManager()
