"""Tells Django of this package."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "lhr.posts"
    label = "posts"
