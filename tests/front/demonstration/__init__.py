"""Tests of front/demonstration."""
