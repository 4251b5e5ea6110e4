"""A computed tomography of abdomen and pelvis that is no patient's, computed from a seed."""

from __future__ import annotations

from phantom.series import make_series

__all__ = ["make_series"]
