"""Signing events, dates, venues, officials and violation statistics from Indonesian news."""

__version__ = "0.1.0"
