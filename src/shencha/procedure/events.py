"""The acts of a case under their former address, for branches under way."""

from shencha.procedure.acts import *  # noqa: F403
